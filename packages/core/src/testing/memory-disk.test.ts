import { expect, it } from 'vitest'
import { storedWith } from '../rules/stored-response.test-fixture.ts'
import type { StoreReport } from '../stores/response-store.ts'
import { createMemoryDisk } from './memory-disk.ts'

it('shows a test what was called, and what is left', async () => {
  const disk = createMemoryDisk()
  const reports: StoreReport[] = []
  const report = (told: StoreReport) => reports.push(told)
  const store = disk.createStore({ partition: 'p', epoch: '1', report })
  await store.open()
  await store.put(storedWith({}, { key: 'a' }))
  disk.report('p', { type: 'reopened' })
  store.close()
  disk.report('p', { type: 'ended' })
  expect(reports).toEqual([{ type: 'reopened' }])
  expect(disk.rows('p')).toMatchObject([{ key: 'a' }])
  expect(disk.calls.map(({ method }) => method)).toEqual(['open', 'put', 'close'])
})
