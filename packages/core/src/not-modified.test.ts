import { afterAll, describe, expect, it } from 'vitest'
import { asArrived } from './cache/as-arrived.ts'
import { type Door, dataBy, doors } from './doors.test-tool.ts'
import { fieldValue } from './http/fields.ts'
import { createRecordedClient } from './recorded.test-client.ts'
import { createPersistence } from './persistence/create-persistence.ts'
import type { StoreFactory } from './stores/response-store.ts'
import { createMemoryDisk } from './testing/memory-disk.ts'

const url = 'https://api.test/coins'

/** What the invariant asks for, each of which may be so or not. */
const facts = ['sent', 'stored', 'intact', 'sameUrl', 'direct', 'matches'] as const
type Facts = Readonly<Record<(typeof facts)[number], boolean>>

const rows = Array.from({ length: 2 ** facts.length }, (_, bits) => {
  const row = facts.map((fact, index) => [fact, (bits & (2 ** index)) === 0] as const)
  return Object.fromEntries(row) as Facts
})

/** The tags of a 304 beside the stored `"1"`: absent or weakly equal, and others. */
const tags = {
  matching: [undefined, '"1"', 'W/"1"'],
  differing: ['"2"', 'W/"2"', '1'],
} as const

/** A store whose rows are found damaged, and therefore are absent. */
function damaged(createStore: StoreFactory): StoreFactory {
  return (context) => ({
    ...createStore(context),
    get(key) {
      context.report({ type: 'damaged', key })
      return []
    },
  })
}

/**
 * The network: first the response that is to be stored; then a 304, before which `meanwhile` happens;
 * then, if it is asked once more, another response.
 */
function scriptedNetwork(row: Facts, tag: string | undefined, meanwhile: () => Promise<void>) {
  const sent: (string | null)[] = []
  async function network(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    sent.push(new Request(input, init).headers.get('if-none-match'))
    if (sent.length === 1) return Response.json({ version: 1 }, { headers: { etag: '"1"' } })
    if (sent.length > 2) return Response.json({ version: 2 }, { headers: { etag: '"2"' } })
    await meanwhile()
    const headers = { 'x-freshened': 'yes', ...(tag === undefined ? {} : { etag: tag }) }
    const response = new Response(null, { status: 304, headers })
    return asArrived(response, {
      type: 'basic',
      url: row.sameUrl ? url : 'https://api.test/others',
      redirected: !row.direct,
      headers: response.headers,
    })
  }
  return { network, sent }
}

/** What a caller gets, what was sent for it, and what is stored then. */
async function play(row: Facts, tag: string | undefined, door: Door) {
  const disk = createMemoryDisk()
  const { network, sent } = scriptedNetwork(row, tag, async () => {
    if (!row.stored) await etagged.remove({ url })
  })
  const former = createRecordedClient({ fetch: network, store: disk.persistence })
  await former.etagged.json(url)
  await former.etagged.idle()

  const store = row.intact ? disk.createStore : damaged(disk.createStore)
  const { etagged } = createRecordedClient({ fetch: network, store: createPersistence(store) })
  const data = await dataBy(door, etagged, url, row.sent ? {} : { cache: 'reload' })
  await etagged.idle()
  const stored = disk.rows('anonymous').map(({ body, fields }) => ({
    body: body.content,
    etag: fieldValue(fields, 'etag'),
    isFreshened: fieldValue(fields, 'x-freshened') === 'yes',
  }))
  return { data, sent: sent.slice(1), stored }
}

/** The stored response, freshened. */
function honoured(tag: string | undefined) {
  const stored = { body: '{"version":1}', etag: tag ?? '"1"', isFreshened: true }
  return { data: { version: 1 }, sent: ['"1"'], stored: [stored] }
}

/** Another one, which exactly one unconditional request brought. */
function askedOnceMore({ sent, intact }: Facts) {
  const stored = { body: '{"version":2}', etag: '"2"', isFreshened: false }
  return { data: { version: 2 }, sent: [sent && intact ? '"1"' : null, null], stored: [stored] }
}

const shown = new Set<Facts>()
afterAll(() => {
  console.log(`I13: ${shown.size} of ${rows.length} rows of the 304 truth table, by both doors`)
})

describe('I13, I14: a 304 counts only if it is about what is stored; any other is asked about once more', () => {
  it('has 64 rows', () => {
    expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(64)
  })

  it.each(rows)(
    'we sent its validator $sent, it is still stored $stored, intact $intact, same URL $sameUrl, not redirected $direct, tag absent or weakly equal $matches',
    async (row) => {
      const counts = facts.every((fact) => row[fact])
      for (const tag of row.matches ? tags.matching : tags.differing) {
        const expected = counts ? honoured(tag) : askedOnceMore(row)
        for (const door of doors) expect(await play(row, tag, door)).toEqual(expected)
      }
      shown.add(row)
    },
  )
})
