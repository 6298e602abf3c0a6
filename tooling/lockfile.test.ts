import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { locks, lockText } from './lock.ts'
import { ROOT } from './run-command.ts'

const lock = lockText()

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
  const manifest = readFileSync(join(ROOT, 'package.json'), 'utf8')
  const versions = new Set(manifest.match(/pnpm@[\d.]+/g))
  expect([...versions]).toHaveLength(1)
})

it('says what each package must be by a hash, and where from is left to whoever installs', () => {
  const packages = locks().flatMap((one) => Object.entries(one.packages))
  expect(packages.length).toBeGreaterThan(200)
  const otherwise = packages.filter(
    ([, { resolution }]) =>
      Object.keys(resolution).join() !== 'integrity' ||
      !/^sha512-[\w+/]{86}==$/.test(resolution['integrity'] ?? ''),
  )
  expect(otherwise).toEqual([])
  expect(lock.split('\n').filter((line) => line.includes('://'))).toEqual([])
})
