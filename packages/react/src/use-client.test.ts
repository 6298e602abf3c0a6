import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync, type types } from '@babel/core'
import { expect, it } from 'vitest'

const SOURCES = import.meta.dirname

const modules = globSync('**/*.{ts,tsx}', { cwd: SOURCES }).filter(
  (name) => !/\.test[.-]/.test(name),
)

/** What a Server Component may not import, from a module that is a part of the server's graph. */
const OF_THE_CLIENT = /^(use|use[A-Z].*|createContext)$/

function programOf(name: string): types.Program {
  const parsed = parseSync(readFileSync(join(SOURCES, name), 'utf8'), {
    filename: name,
    babelrc: false,
    configFile: false,
    parserOpts: { plugins: name.endsWith('x') ? ['typescript', 'jsx'] : ['typescript'] },
  })
  if (parsed === null) throw new Error(`${name} cannot be read`)
  return parsed.program
}

/** Does the module take something of the client from another one, and not merely its type? */
function needsClient({ body }: types.Program): boolean {
  return body.some(
    (statement) =>
      statement.type === 'ImportDeclaration' &&
      statement.importKind !== 'type' &&
      statement.specifiers.some((specifier) => isOfTheClient(specifier, statement.source.value)),
  )
}

function isOfTheClient(
  specifier: types.ImportDeclaration['specifiers'][number],
  source: string,
): boolean {
  // All of React at once: nobody can tell what is taken from it.
  if (specifier.type !== 'ImportSpecifier') return source === 'react'
  if (specifier.importKind === 'type') return false
  const { imported } = specifier
  return OF_THE_CLIENT.test(imported.type === 'Identifier' ? imported.name : imported.value)
}

it.each(modules)("%s says 'use client' if it takes a hook or a context, and only then", (name) => {
  const program = programOf(name)
  const directives = program.directives.map(({ value }) => value.value)
  expect(directives).toEqual(needsClient(program) ? ['use client'] : [])
})

it('some modules are for the client, and most are for both sides', () => {
  const ofTheClient = modules.filter((name) => needsClient(programOf(name)))
  expect(ofTheClient).toEqual(
    expect.arrayContaining(['provider.tsx', 'use-etagged.ts', join('coins', 'coin-hooks.ts')]),
  )
  for (const name of ['index.ts', 'query.ts', 'connect.ts', join('coins', 'coin-queries.ts')]) {
    expect(modules).toContain(name)
    expect(ofTheClient).not.toContain(name)
  }
})
