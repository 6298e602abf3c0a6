import { expect, it } from 'vitest'
import { readPage } from '../../../../tooling/markdown.ts'
import { inAppFolder, linkPackages } from './app-folder.ts'
import { compile, SETTINGS } from './compile.ts'
import { readmeExample, writeReadmeExample } from './readme-example.ts'

it.each(SETTINGS)(
  'the example of README.md compiles as it stands there: $module, exactOptionalPropertyTypes $exactOptionalPropertyTypes',
  (settings) =>
    inAppFolder(async (folder) => {
      await linkPackages(folder)
      await writeReadmeExample(folder)
      expect(await compile(folder, 'typescript', { ...settings, skipLibCheck: true })).toBe('')
    }),
)

it('the example of README.md has 20 lines at most', () => {
  const lines = readmeExample()
    .split('\n')
    .filter((line) => line.trim() !== '')
  expect(lines.length).toBeLessThanOrEqual(20)
  expect(lines.length).toBeGreaterThan(5)
})

it('README.md has 250 lines at most', () => {
  expect(readPage('README.md').text.split('\n').length).toBeLessThanOrEqual(250)
})
