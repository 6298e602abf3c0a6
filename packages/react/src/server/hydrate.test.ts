import { createEtagged } from '@etagged/core'
import { afterEach, expect, it, vi } from 'vitest'
import { dehydrate } from './dehydrate.ts'
import { hydrate } from './hydrate.ts'

afterEach(() => void Reflect.deleteProperty(globalThis, '__etagged'))

const options = {
  baseUrl: 'http://api.test',
  fetch: async (input: RequestInfo | URL) =>
    Response.json(new Request(input).url, { headers: { etag: '"1"' } }),
}

async function stateOf(path: string): Promise<string> {
  const client = createEtagged(options)
  await client.json(path)
  return dehydrate(client)
}

it('takes what was dehydrated, as text or as data', async () => {
  const client = createEtagged(options)
  hydrate(client, await stateOf('/one'))
  hydrate(client, JSON.parse(await stateOf('/two')))
  expect(client.peekMemory('/one')?.data).toBe('http://api.test/one')
  expect(client.peekMemory('/two')?.data).toBe('http://api.test/two')
})

it.each(['', 'no JSON', '{', '[]', 'null', 1, {}])('%j is no state, and does no harm', (state) => {
  const client = createEtagged(options)
  hydrate(client, state)
  expect(client.stats().entries).toBe(0)
})

it('takes what was streamed before, and follows what is streamed afterwards', async () => {
  vi.stubGlobal('__etagged', [await stateOf('/one')])
  const client = createEtagged(options)
  hydrate(client)
  expect(client.peekMemory('/one')).toBeDefined()
  const queue = Reflect.get(globalThis, '__etagged') as { push: (state: unknown) => void }
  queue.push(await stateOf('/two'))
  expect(client.peekMemory('/two')).toBeDefined()
})

it('a page that was not streamed has nothing to follow yet', async () => {
  const client = createEtagged(options)
  hydrate(client)
  expect(client.stats().entries).toBe(0)
  const queue = Reflect.get(globalThis, '__etagged') as { push: (state: unknown) => void }
  queue.push(await stateOf('/one'))
  expect(client.peekMemory('/one')).toBeDefined()
})
