import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exportedNames } from './exported-names.ts'

let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'etagged-names-'))
  write(
    'parts.ts',
    `export interface Coin { name: string }
    export const Coin = {}
    export class Fault {}
    export type Fields = object
    export function read() {}
    const held = 1
    export { held }
    export default read`,
  )
})

afterAll(() => rmSync(folder, { recursive: true }))

function write(name: string, text: string): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

/** Such as `Coin: value type`. */
function namesOf(text: string): readonly string[] {
  return Array.from(exportedNames(write('index.ts', text)), ([name, kinds]) => {
    const said = (['value', 'type'] as const).filter((kind) => kinds[kind])
    return `${name}: ${said.join(' ')}`
  })
}

it.each([
  ["export { Coin } from './parts.ts'", ['Coin: value type']],
  ["export type { Coin } from './parts.ts'", ['Coin: type']],
  [
    "export { type Fields, Fault as Failure } from './parts.ts'",
    ['Fields: type', 'Failure: value'],
  ],
  ["import { read } from './parts.ts'\nexport { read }", ['read: value']],
  ["export { default } from './parts.ts'", ['default: value']],
  ["export { default as read } from './parts.ts'", ['read: value']],
  ["export * as parts from './parts.ts'", ['parts: value']],
  [
    "export * from './parts.ts'",
    ['Coin: value type', 'Fault: value', 'Fields: type', 'read: value', 'held: value'],
  ],
])('%s', (text, names) => {
  expect(namesOf(text)).toEqual(names)
})

it.each([
  ["export { lost } from './parts.ts'", /exports no lost/],
  ["export { useQuery } from '@tanstack/react-query'", /is not known here/],
  ['export {', /index\.ts/],
])('does not guess at %s', (text, message) => {
  expect(() => namesOf(text)).toThrow(message)
})
