import { cp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { copyTypeTests, inAppFolder, linkPackages, TYPE_TESTS } from './app-folder.ts'
import { importEveryEntry } from './entries.ts'
import { compile, SETTINGS } from './compile.ts'

it.each(SETTINGS)(
  'the declarations that users get are what the type tests demand: $module, exactOptionalPropertyTypes $exactOptionalPropertyTypes',
  (settings) =>
    inAppFolder(async (folder) => {
      await linkPackages(folder)
      await copyTypeTests(folder)
      await importEveryEntry(folder)
      expect(await compile(folder, 'typescript', settings)).toBe('')
    }),
)

const faults = `
import { same } from './same.test-tool.ts'
same<1, number>()
same<any, string>()
same<{ a?: string }, { a: string | undefined }>()
same<{ readonly a: string }, { a: string }>()
// @ts-expect-error -- it is none
same<1, 1>()
`

it('types that differ, and an error that does not come, are complaints', () =>
  inAppFolder(async (folder) => {
    await cp(join(TYPE_TESTS, 'same.test-tool.ts'), join(folder, 'same.test-tool.ts'))
    await writeFile(join(folder, 'faults.ts'), faults)
    const complaints = await compile(folder, 'typescript', SETTINGS[0])
    expect(complaints.match(/\(\d+,\d+\): error TS\d+/g)).toEqual([
      '(3,1): error TS2554',
      '(4,1): error TS2554',
      '(5,1): error TS2554',
      '(6,1): error TS2554',
      '(7,1): error TS2578',
    ])
  }))
