import { expect, it } from 'vitest'
import { createRecordedClient } from './recorded.test-client.ts'

const ROW = { name: 'x'.repeat(1000) }

/** Coins of which the first never changes, while the number of each answer is told beside. */
function client(options: { memory?: { maxBytes: number } } = {}) {
  let version = 0
  const network: typeof fetch = async () => {
    const headers = { 'content-type': 'application/json', 'cache-control': 'max-age=60' }
    return new Response(JSON.stringify({ row: ROW, version: ++version }), { headers })
  }
  return createRecordedClient({ baseUrl: 'https://api.test', fetch: network, ...options }).etagged
}

type Coins = { readonly row: object; readonly version: number }

it('who only fetches JSON does not hold its data, and who asks for it later makes it once', async () => {
  const etagged = client()
  const text = await (await etagged.fetch('/coins')).text()
  await (await etagged.fetch('/coins')).text()
  const unread = etagged.stats().memoryBytes
  const first = await etagged.json<Coins>('/coins')
  expect(first.data.version).toBe(1)
  expect(etagged.stats().memoryBytes - unread).toBe(text.length)
  expect((await etagged.json<Coins>('/coins')).data).toBe(first.data)
  expect(etagged.peekMemory('/coins')?.data).toBe(first.data)
  expect(etagged.entries()[0]?.memoryBytes).toBe(etagged.stats().memoryBytes)
  await etagged.remove('all')
  expect(etagged.stats().memoryBytes).toBe(0)
})

it('what a fetch brings in place of data that was read shares what is unchanged', async () => {
  const etagged = client()
  const before = await etagged.json<Coins>('/coins')
  await (await etagged.fetch('/coins', { cache: 'reload' })).text()
  const after = await etagged.json<Coins>('/coins')
  expect(after.outcome.kind).toBe('hit')
  expect(after.data.version).toBe(2)
  expect(after.data.row).toBe(before.data.row)
})

it('data for which there is no room is given, and not held', async () => {
  const etagged = client({ memory: { maxBytes: 2800 } })
  await (await etagged.fetch('/coins')).text()
  expect(etagged.entries()).toHaveLength(1)
  expect((await etagged.json<Coins>('/coins')).data).toEqual({ row: ROW, version: 1 })
  expect(etagged.stats()).toMatchObject({ entries: 0, memoryBytes: 0, evictions: 1 })
})
