import { join } from 'node:path'
import { expect, it } from 'vitest'
import { publicNames } from '../../../tooling/public-names.ts'

it('exports these names, and no others', async () => {
  expect(await publicNames(join(import.meta.dirname, '..'))).toEqual({
    '.': {
      values: ['createIdbStore'],
      types: ['IdbStoreOptions'],
    },
  })
})
