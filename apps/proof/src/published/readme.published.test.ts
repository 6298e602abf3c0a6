import { expect, it } from 'vitest'
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

it('the example of README.md has 20 lines at most', async () => {
  const lines = (await readmeExample()).split('\n').filter((line) => line.trim() !== '')
  expect(lines.length).toBeLessThanOrEqual(20)
  expect(lines.length).toBeGreaterThan(5)
})
