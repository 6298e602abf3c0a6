import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ROOT } from './run-command.ts'

const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8')
const lock = read('pnpm-lock.yaml')

// A release may lack a platform, and then pnpm leaves that platform out without a word.
it.each([
  '@oxfmt/binding-',
  '@oxlint/binding-',
  '@oxlint-tsgolint/',
  '@rolldown/binding-',
  '@turbo/',
  '@typescript/typescript-',
])('names binaries of %s for Linux, macOS and Windows', (family) => {
  const platforms = ['linux', 'darwin', 'win'].filter((os) => lock.includes(`'${family}${os}`))
  expect(platforms).toEqual(['linux', 'darwin', 'win'])
})

it('is written by the pnpm version that the scripts call', () => {
  const manifest = read('package.json')
  const versions = new Set(manifest.match(/pnpm@[\d.]+/g))
  expect([...versions]).toHaveLength(1)
})
