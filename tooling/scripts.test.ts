import { expect, it } from 'vitest'
import { manifests } from './manifests.ts'

const { scripts } = manifests().get('') as unknown as { scripts: Record<string, string> }

/** Called by what has set up already: a release after its build, the browsers' tests by `npm test`. */
const LATER = /^(?:e2e|release:)/

it('whatever the pinned Node has to run installs it first: another one may not read TypeScript', () => {
  const inTypeScript = Object.keys(scripts).filter(
    (name) => /\bnode .*\.ts\b/.test(scripts[name] ?? '') && !LATER.test(name),
  )
  expect(inTypeScript).toEqual(expect.arrayContaining(['build', 'start', 'test']))
  expect(inTypeScript.filter((name) => scripts[`pre${name}`] !== 'npm run --silent setup')).toEqual(
    [],
  )
})
