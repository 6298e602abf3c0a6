import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { compileReact } from './react-compiler.test-tool.ts'

const SOURCES = join(import.meta.dirname, '..')

const modules = globSync('**/*.{ts,tsx}', { cwd: SOURCES })
  .filter((name) => !/\.test[.-]/.test(name))
  .toSorted()

it('every hook and component of ours is one that React Compiler compiles', () => {
  const names = modules.flatMap(
    (name) => compileReact(readFileSync(join(SOURCES, name), 'utf8'), name).names,
  )
  expect(names).toEqual(expect.arrayContaining(['EtaggedProvider', 'SessionTree', 'useSessionOf']))
  console.log(
    `React Compiler compiles ${names.length} hooks and components in ${modules.length} modules`,
  )
})

it('a component that changes its props would not be one of them', () => {
  const broken = 'export function Broken(props) { props.shown = true; return <p /> }'
  expect(() => compileReact(broken, 'broken.tsx')).toThrow('Modifying component props')
})
