import { variantKey } from '@etagged/core'
import {
  IDBDatabase as FakeDatabase,
  IDBKeyRange as KeyRange,
  IDBObjectStore as FakeObjectStore,
} from 'fake-indexeddb'
import { get, set } from 'idb-keyval'
import { describe, expect, it, vi } from 'vitest'
import { rowKeys, openForEach } from './fake-disk.test-fixture.ts'
import { loseRow } from './lost-row.test-fixture.ts'
import { putNow } from './responses.test-fixture.ts'
import { fresheningKey, responseKey } from './rows.ts'
import { aBody, aStoredResponse, aVariant } from './stored-response.test-fixture.ts'
import { unhandledDuring } from './unhandled.test-fixture.ts'

const open = openForEach()

const stored = aStoredResponse()
const storedKey = stored.key

const intact = aStoredResponse({ key: 'GET /intact' })
const lost = aStoredResponse({ key: 'GET /lost' })

describe('a body that the browser lost', () => {
  it.each([
    new DOMException('Data lost due to missing file', 'NotReadableError'),
    new DOMException('Failed to read large IndexedDB value', 'UnknownError'),
  ])('is absent, is removed, and costs no other read: %s (I11)', async (because) => {
    await putNow(open.responses, intact, lost)
    loseRow(responseKey(lost.key, ''), because, 'that goes on')
    const reading = Promise.all([open.responses.get(lost.key), open.responses.get(intact.key)])
    expect(await reading).toEqual([[], [intact]])
    await open.responses.flush()
    expect(open.reports).toEqual([{ type: 'damaged', key: lost.key }])
    expect(await open.responses.keys()).toEqual([intact.key])
  })

  it('is absent, and costs no other read, where its transaction is aborted (I11)', async () => {
    await putNow(open.responses, intact, lost)
    const because = new DOMException('Data lost due to missing file', 'NotReadableError')
    loseRow(responseKey(lost.key, ''), because, 'that aborts')
    const reading = Promise.all([open.responses.get(lost.key), open.responses.get(intact.key)])
    expect(await reading).toEqual([[], [intact]])
    await open.responses.flush()
    expect(open.reports).toEqual([{ type: 'damaged', key: lost.key }])
    expect(await open.responses.keys()).toEqual([intact.key])
  })

  it('is not what another error tells of: that rejects, and removes nothing', async () => {
    await putNow(open.responses, intact, lost)
    const because = new DOMException('Internal error', 'UnknownError')
    loseRow(responseKey(lost.key, ''), because, 'that goes on')
    await expect(open.responses.get(lost.key)).rejects.toThrow(
      expect.objectContaining({ name: 'UnknownError' }),
    )
    await open.responses.flush()
    expect(open.reports).toEqual([])
    expect(await open.responses.keys()).toEqual([intact.key, lost.key])
  })
})

describe('a read that failed', () => {
  it('leaves no rejection to nobody, even where it could not be asked for', async () => {
    await putNow(open.responses, intact)
    const unhandled = await unhandledDuring(async () => {
      vi.stubGlobal('IDBKeyRange', undefined)
      await expect(open.responses.get(intact.key)).rejects.toThrow(TypeError)
      vi.stubGlobal('IDBKeyRange', KeyRange)
      expect(await open.responses.get(intact.key)).toEqual([intact])
    })
    expect(unhandled).toEqual([])
  })

  it('does not keep the next one from succeeding', async () => {
    await putNow(open.responses, intact)
    const read = vi.spyOn(FakeObjectStore.prototype, 'getAll').mockImplementationOnce(() => {
      throw new DOMException('once', 'UnknownError')
    })
    await expect(open.responses.get(intact.key)).rejects.toThrow('once')
    read.mockRestore()
    expect(await open.responses.get(intact.key)).toEqual([intact])
  })
})

type Row = [epoch: string, sum: number, text: string, content: string]

/** Changes a variant's row, as a disk does that errs. */
async function damage(variant: string, change: (row: Row) => Row): Promise<void> {
  const rowKey = responseKey(storedKey, variant)
  const row = await get<Row>(rowKey, open.use)
  if (row === undefined) throw new Error('no row')
  await set(rowKey, change(row), open.use)
}

const damageBody = (variant = ''): Promise<void> =>
  damage(variant, ([epoch, sum, text]) => [epoch, sum, text, '{"language":"dE"}'])

const damageEtag = (variant = ''): Promise<void> =>
  damage(variant, ([epoch, sum, text, content]) => {
    return [epoch, sum, text.replace('5d2', '5d3'), content]
  })

const damageText = (variant = ''): Promise<void> =>
  damage(variant, ([epoch, sum, text, content]) => [epoch, sum, text.slice(1), content])

describe('a row that is damaged', () => {
  it.each([
    ['body', damageBody],
    ['ETag', damageEtag],
    ['text', damageText],
  ])(
    'finds nothing of a variant with a damaged %s, removes it and says so (I11)',
    async (_case, spoil) => {
      const [german, english] = [aVariant('de'), aVariant('en')]
      await putNow(open.responses, german, english)
      await spoil(variantKey(german))
      expect(await open.responses.get(storedKey)).toEqual([english])
      await open.responses.flush()
      expect(open.reports).toEqual([{ type: 'damaged', key: storedKey }])
      expect(await open.responses.get(storedKey)).toEqual([english])
      expect(open.reports).toHaveLength(1)
    },
  )

  it.each<[string, () => Promise<void>]>([
    ['body (I11)', damageBody],
    ['ETag (I11)', damageEtag],
    ['text (I11)', damageText],
    ['row (I41)', () => set(responseKey(storedKey, ''), 'rubbish', open.use)],
  ])('removes a key with a damaged %s', async (_case, spoil) => {
    await putNow(open.responses, stored)
    await spoil()
    expect(await open.responses.get(storedKey)).toEqual([])
    await open.responses.flush()
    expect(await rowKeys(open)).toEqual([])
    expect(await open.responses.keys()).toEqual([])
    expect(open.reports).toEqual([{ type: 'damaged', key: storedKey }])
  })

  it('is served as it was stored when only that is damaged which freshened it (I41)', async () => {
    await putNow(open.responses, stored)
    await set(fresheningKey(storedKey, ''), 'rubbish', open.use)
    expect(await open.responses.get(storedKey)).toEqual([stored])
    expect(open.reports).toEqual([])
  })

  const freshening = fresheningKey(storedKey, '')
  const ofUnknown = responseKey(storedKey, 'of a variant that nobody knows')

  it.each([
    { says: 'that freshens what is intact', rowKey: freshening },
    { says: 'of which the books know nothing', rowKey: ofUnknown },
  ])('is removed alone, and found once: one $says (I41)', async ({ rowKey }) => {
    await putNow(open.responses, stored)
    await set(rowKey, 'rubbish', open.use)
    expect(await open.responses.get(storedKey)).toEqual([stored])
    await open.responses.flush()
    expect(open.reports).toEqual([{ type: 'damaged', key: storedKey }])
    expect(await rowKeys(open)).toEqual([responseKey(storedKey, '')])
    const begin = vi.spyOn(FakeDatabase.prototype, 'transaction')
    expect(await open.responses.get(storedKey)).toEqual([stored])
    await open.responses.flush()
    expect(begin.mock.calls.map(([, mode]) => mode)).toEqual(['readonly'])
  })

  it('is removed where the browser lost one of which the books know nothing (I11)', async () => {
    await putNow(open.responses, intact)
    await set(ofUnknown, 'anything', open.use)
    const because = new DOMException('Data lost due to missing file', 'NotReadableError')
    loseRow(ofUnknown, because, 'that goes on')
    expect(await open.responses.get(storedKey)).toEqual([])
    await open.responses.flush()
    expect(await rowKeys(open)).toEqual([responseKey(intact.key, '')])
  })

  it('spares what took the place of the damaged variant meanwhile (I11)', async () => {
    await putNow(open.responses, stored)
    await damageBody()
    const replacement = aStoredResponse({ body: aBody('{"name":"new"}') })
    expect(await open.responses.get(storedKey)).toEqual([])
    // Its removal waits still.
    await putNow(open.again(), replacement)
    expect(await open.responses.get(storedKey)).toEqual([replacement])
    expect(open.reports).toEqual([])
  })

  it('says nothing when it cannot remove the damaged variant', async () => {
    await putNow(open.responses, stored)
    await damageBody()
    vi.spyOn(FakeObjectStore.prototype, 'delete').mockImplementation(() => {
      throw new DOMException('disk', 'UnknownError')
    })
    expect(await open.responses.get(storedKey)).toEqual([])
    await open.responses.flush()
    expect(open.reports).toEqual([])
    expect(await rowKeys(open)).toEqual([responseKey(storedKey, '')])
  })

  it('leaves rows of another epoch where they are (I40)', async () => {
    await putNow(open.responses, stored)
    expect(await open.again({}, '2').get(storedKey)).toEqual([])
    expect(await open.responses.get(storedKey)).toEqual([stored])
  })
})
