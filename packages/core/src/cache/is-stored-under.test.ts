import { describe, expect, it } from 'vitest'
import { createRecordedClient } from '../recorded.test-client.ts'
import { createPersistence } from '../persistence/create-persistence.ts'
import type { ResponseStore } from '../stores/response-store.ts'

const COINS = 'same-origin GET https://api.test/coins'

describe('I41: what a store gives is untrusted', () => {
  const good = {
    url: 'https://api.test/coins',
    nominated: [],
    status: 200,
    statusText: 'OK',
    fields: [['cache-control', 'max-age=60']],
    requestTime: 1_800_000_000,
    responseTime: 1_800_000_000,
    invalidated: false,
    body: { id: 'a', content: '{"from":"disk"}', bytes: 15 },
  }

  /** A store whose `get` gives this. */
  function giving(rows: (key: string) => unknown): () => ResponseStore {
    const nothing = (): void => {}
    return () => ({
      open: nothing,
      get: (key) => rows(key) as [],
      put: () => true,
      freshen: nothing,
      invalidate: nothing,
      delete: nothing,
      keys: () => [],
      isCurrent: () => true,
      flush: nothing,
      size: () => ({ entries: 0, bytes: 0 }),
      end: nothing,
      distrust: nothing,
      close: nothing,
    })
  }

  const client = (store: () => ResponseStore) =>
    createRecordedClient({
      baseUrl: 'https://api.test',
      store: createPersistence(store),
      fetch: async () => Response.json({ from: 'network' }),
    })

  it.each([{}, { tags: ['coin'] }, { tags: [] }, { tags: undefined }])(
    'a good row is served, with %o',
    async (tags) => {
      const { etagged } = client(giving((key) => [{ key, ...good, ...tags }]))
      expect((await etagged.json('/coins')).data).toEqual({ from: 'disk' })
    },
  )

  it.each([
    { says: 'of two and three bytes', content: '"äöü€€€"' },
    { says: 'of four bytes', content: '"🐸🐸"' },
    { says: 'none', content: '' },
  ])('a text with characters $says is as long as its bytes', async ({ content }) => {
    const bytes = new TextEncoder().encode(content).byteLength
    const body = { id: 'a', content, bytes }
    const { etagged } = client(giving((key) => [{ ...good, key, body }]))
    expect(await (await etagged.fetch('/coins')).text()).toBe(content)
  })

  it.each([undefined, null, 'rows', 1, {}, new Map()])('%o is no list: a fault', async (rows) => {
    const { etagged, of } = client(giving(() => rows))
    expect((await etagged.json('/coins')).data).toEqual({ from: 'network' })
    expect(of('store-fault')).toMatchObject([{ operation: 'get' }])
  })

  it.each<{ says: string; row: unknown }>([
    { says: 'null', row: null },
    { says: 'text', row: 'row' },
    { says: 'an empty object', row: {} },
    { says: 'another key', row: { ...good, key: 'omit GET https://api.test/coins' } },
    { says: 'inherited members', row: Object.create(good) as unknown },
    { says: 'a status that no Response can have', row: { ...good, status: 1 } },
    { says: 'a status that is no number', row: { ...good, status: '200' } },
    { says: 'a reason phrase beyond Latin-1', row: { ...good, statusText: '好' } },
    { says: 'a reason phrase of several lines', row: { ...good, statusText: 'a\nb' } },
    { says: 'fields that are no list', row: { ...good, fields: { etag: '"1"' } } },
    { says: 'a field without a value', row: { ...good, fields: [['etag']] } },
    { says: 'a field line that is text', row: { ...good, fields: ['et'] } },
    { says: 'a field name that is none', row: { ...good, fields: [['e tag', '1']] } },
    { says: 'a field name in capitals', row: { ...good, fields: [['ETag', '1']] } },
    { says: 'a field value beyond Latin-1', row: { ...good, fields: [['etag', '"\u0100"']] } },
    { says: 'a field value of several lines', row: { ...good, fields: [['etag', 'a\r\nb: c']] } },
    { says: 'a value that is no text', row: { ...good, fields: [['etag', 1]] } },
    { says: 'nominated fields that are none', row: { ...good, nominated: null } },
    { says: 'an instant that is none', row: { ...good, responseTime: Number.NaN } },
    { says: 'an instant that is text', row: { ...good, requestTime: '0' } },
    { says: 'an invalidation that is neither yes nor no', row: { ...good, invalidated: 0 } },
    { says: 'no body', row: { ...good, body: undefined } },
    { says: 'a body that is data', row: { ...good, body: { ...good.body, content: {} } } },
    { says: 'a body without a name', row: { ...good, body: { ...good.body, id: 1 } } },
    { says: 'a length that is none', row: { ...good, body: { ...good.body, bytes: 1.5 } } },
    { says: 'a length below zero', row: { ...good, body: { ...good.body, bytes: -15 } } },
    { says: 'a length below its text’s', row: { ...good, body: { ...good.body, bytes: 14 } } },
    { says: 'a length beyond its text’s', row: { ...good, body: { ...good.body, bytes: 46 } } },
    {
      says: 'a length that is not its bytes’',
      row: { ...good, body: { ...good.body, content: new Uint8Array(15), bytes: 16 } },
    },
    { says: 'a URL that is none', row: { ...good, url: 1 } },
    { says: 'a tag that is no text', row: { ...good, tags: [1] } },
    { says: 'an empty tag', row: { ...good, tags: [''] } },
    { says: 'tags that are a text', row: { ...good, tags: 'coin' } },
    { says: 'tags that are null', row: { ...good, tags: null } },
    { says: 'more tags than anybody gives', row: { ...good, tags: Array(1e6).fill('a') } },
    { says: 'a tag of 1 MB', row: { ...good, tags: ['a'.repeat(1e6)] } },
    { says: 'tags with a hole', row: { ...good, tags: Array.from({ length: 1 }) } },
    {
      says: 'inherited tags',
      row: Object.assign(Object.create({ tags: 1 }) as object, { ...good, key: COINS }),
    },
  ])('a row with $says is a miss, and no fault', async ({ row }) => {
    const isBare = typeof row !== 'object' || row === null || Object.hasOwn(row, 'key')
    const { etagged, of } = client(giving((key) => [isBare ? row : Object.assign(row, { key })]))
    const response = await etagged.fetch('/coins')
    expect(await response.json()).toEqual({ from: 'network' })
    expect(of('store-fault')).toEqual([])
  })
})
