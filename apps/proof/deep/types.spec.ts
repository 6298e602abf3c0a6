import { expect, test } from '@playwright/test'
import { copyTypeTests, inAppFolder, linkPackages } from '../src/published/app-folder.ts'
import { compile, SETTINGS } from '../src/published/compile.ts'
import { importEveryEntry } from '../src/published/entries.ts'

for (const compiler of ['typescript-5.9', 'typescript-6.0'] as const) {
  for (const settings of SETTINGS) {
    test(`Types: what users get compiles as the type tests demand with ${compiler}, ${JSON.stringify(settings)}`, async () => {
      test.slow()
      await inAppFolder(async (folder) => {
        await linkPackages(folder)
        await copyTypeTests(folder)
        await importEveryEntry(folder)
        expect(await compile(folder, compiler, settings)).toBe('')
      })
    })
  }
}
