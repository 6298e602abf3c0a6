import { serialize } from 'node:v8'
import { GenerationEndedError } from '@etagged/core'
import { IDBObjectStore as FakeObjectStore } from 'fake-indexeddb'
import { entries, get } from 'idb-keyval'
import { describe, expect, it, vi } from 'vitest'
import { openForEach, spyOnReads } from './fake-disk.test-fixture.ts'
import { fresheningKey, responseKey, rowsUnder } from './rows.ts'
import { putNow } from './responses.test-fixture.ts'
import { aBody, aStoredResponse, aVariant, several } from './stored-response.test-fixture.ts'

const open = openForEach()

const stored = aStoredResponse()
const { key } = stored

describe('freshen', () => {
  const later = (by = 1) => ({ ...stored, requestTime: stored.requestTime + by })

  it('writes a row beside the response, which it neither reads nor writes (I12)', async () => {
    await putNow(open.responses, stored)
    const row = await get<unknown>(responseKey(key, ''), open.use)
    const put = vi.spyOn(FakeObjectStore.prototype, 'put')
    const reads = spyOnReads()
    void open.responses.freshen(later())
    await open.responses.flush()
    expect(put.mock.calls.map(([, rowKey]) => rowKey)).toEqual([
      fresheningKey(key, ''),
      expect.any(Number),
    ])
    // Of the journal.
    expect(reads('responses')).toHaveLength(1)
    expect(reads('responses')).not.toContainEqual(rowsUnder(key))
    expect(await get(responseKey(key, ''), open.use)).toEqual(row)
    expect(await open.responses.get(key)).toEqual([later()])
  })

  it('of one variant leaves the others, and what freshened them (I12)', async () => {
    const [german, english] = [aVariant('de'), aVariant('en')]
    await putNow(open.responses, german, { ...english, body: german.body })
    for (const [variant, by] of [
      [german, 1],
      [english, 2],
    ] as const) {
      void open.responses.freshen({
        ...variant,
        body: german.body,
        requestTime: stored.requestTime + by,
      })
      await open.responses.flush()
    }
    expect(await open.responses.get(key)).toEqual([
      { ...german, requestTime: stored.requestTime + 1 },
      { ...english, body: german.body, requestTime: stored.requestTime + 2 },
    ])
  })

  it('writes at most 1 kB, books included, for a body of 1 MB', async () => {
    const large = { ...later(0), body: aBody('x'.repeat(1_000_000)) }
    await putNow(open.responses, large)
    const put = vi.spyOn(FakeObjectStore.prototype, 'put')
    void open.responses.freshen({ ...large, requestTime: large.requestTime + 1 })
    await open.responses.flush()
    const written = put.mock.calls.map(([value]) => serialize(value).byteLength)
    expect(written).toHaveLength(2)
    expect(written.reduce((total, bytes) => total + bytes, 0)).toBeLessThanOrEqual(1000)
  })

  it('writes nothing when another body has taken the place (I12)', async () => {
    await putNow(open.responses, stored)
    const put = vi.spyOn(FakeObjectStore.prototype, 'put')
    void open.responses.freshen({ ...later(), body: aBody() })
    await open.responses.flush()
    expect(put).not.toHaveBeenCalled()
  })
})

describe('what freshen answers', () => {
  const later = { ...stored, requestTime: stored.requestTime + 1 }
  const freshen = async (response: typeof stored) => {
    const freshening = open.responses.freshen(response)
    void open.responses.flush()
    return freshening
  }

  it('tells whether the body is there, also after a later validation (I18)', async () => {
    await putNow(open.responses, stored)
    expect(await freshen(later)).toBe(true)
    expect(await freshen(stored)).toBe(true)
    expect(await open.responses.get(key)).toEqual([later])
  })

  it('tells that there was nothing to rewrite: no row, or another body (I12)', async () => {
    expect(await freshen(later)).toBe(false)
    await putNow(open.responses, stored)
    expect(await freshen({ ...later, body: aBody() })).toBe(false)
  })
})

describe('invalidate', () => {
  const at = stored.requestTime + 10

  it('is one small write, and marks what was asked for by then (I19)', async () => {
    await putNow(open.responses, aVariant('de'), aVariant('en'))
    const put = vi.spyOn(FakeObjectStore.prototype, 'put')
    const reads = spyOnReads()
    await open.responses.invalidate([{ key }, { prefix: 'GET /coins' }], at)
    expect(put.mock.calls.map(([, rowKey]) => rowKey)).toEqual(['log'])
    // Of the journal.
    expect(reads('responses')).toHaveLength(1)
    expect(reads('responses')).not.toContainEqual(rowsUnder(key))
    await putNow(open.responses, aVariant('fr', { requestTime: at }))
    await putNow(open.responses, aVariant('es', { requestTime: at + 1 }))
    const found = await open.responses.get(key)
    expect(
      Object.fromEntries(
        found.map(({ nominated, invalidated }) => [nominated[0]?.[1], invalidated]),
      ),
    ).toEqual({ de: true, en: true, fr: true, es: false })
  })

  it('reaches keys under which nothing is stored, in every tab (I19)', async () => {
    await open.responses.invalidate([{ prefix: 'GET /coins' }], at)
    const there = open.again()
    const response = { ...stored, key: 'GET /coins/pepe', requestTime: at }
    await putNow(there, response, { ...response, key: 'GET /coin' })
    expect(await there.get('GET /coins/pepe')).toEqual([{ ...response, invalidated: true }])
    expect(await there.get('GET /coin')).toEqual([{ ...response, key: 'GET /coin' }])
  })

  it('marks all that begin alike, those that wait to be written too (I19)', async () => {
    const [first, second, other] = ['GET /a', 'GET /ab', 'GET /b'].map((each) => ({
      ...stored,
      key: each,
    }))
    if (first === undefined || second === undefined || other === undefined) throw new Error('none')
    await putNow(open.responses, first, other)
    const putting = open.responses.put(second)
    await open.responses.invalidate([{ prefix: 'GET /a' }], at)
    await putting
    expect(await open.responses.get(first.key)).toEqual([{ ...first, invalidated: true }])
    expect(await open.responses.get(second.key)).toEqual([{ ...second, invalidated: true }])
    expect(await open.responses.get(other.key)).toEqual([other])
  })

  it('is not undone by a validation that it overtook, but by a later one (I19)', async () => {
    await putNow(open.responses, stored)
    await open.responses.invalidate([{ key }], at)
    const validated = { ...stored, requestTime: at }
    void open.responses.freshen(validated)
    expect(await open.responses.get(key)).toEqual([{ ...validated, invalidated: true }])
    void open.responses.freshen({ ...validated, requestTime: at + 1 })
    expect(await open.responses.get(key)).toEqual([{ ...validated, requestTime: at + 1 }])
  })
})

describe('delete', () => {
  it('removes the response and what freshened it, and no other key', async () => {
    await putNow(open.responses, aVariant('de'), aVariant('en'))
    void open.responses.freshen(aVariant('de'))
    const neighbours = [`${key}/`, key.slice(0, -1)]
    await putNow(open.responses, ...neighbours.map((neighbour) => ({ ...stored, key: neighbour })))
    await open.responses.delete([{ key }])
    const left = (await entries(open.use)).map(([rowKey]) => rowKey).filter(Array.isArray)
    expect(left).toEqual(neighbours.toSorted().map((each) => responseKey(each, '')))
  })

  it('removes all that begin alike, those that wait to be written too, and counts', async () => {
    const all = several(12)
    await putNow(open.responses, ...all.slice(0, 6))
    const putting = all.slice(6).map((each) => open.responses.put(each))
    await open.responses.delete([{ prefix: 'GET /1' }])
    await Promise.all(putting)
    expect((await open.responses.keys()).toSorted()).toEqual(
      ['0', '2', '3', '4', '5', '6', '7', '8', '9'].map((at) => `GET /${at}`),
    )
    expect(await open.responses.size()).toMatchObject({ entries: 9 })
  })

  it('by a tag reads no row where there is one response under each key', async () => {
    const all = several(4).map((each, at) => ({ ...each, tags: [at % 2 ? 'odd' : 'even'] }))
    await putNow(open.responses, ...all)
    const reads = spyOnReads()
    await open.responses.delete([{ tag: '* odd' }])
    // The journal's new rows.
    expect(reads('responses')).toHaveLength(1)
    expect(await open.responses.keys()).toEqual(['GET /0', 'GET /2'])
    expect(await open.responses.size()).toMatchObject({ entries: 2 })
  })

  it('by a tag finds what a 304 tagged, and not what it has untagged', async () => {
    const [one, other] = several(2).map((each) => ({ ...each, requestTime: 1, tags: ['former'] }))
    if (one === undefined || other === undefined) throw new Error('There are two')
    await putNow(open.responses, one, other)
    const fields = [['cache-groups', '"latter"']] as const
    const { tags: _, ...untagged } = one
    const freshened = { ...untagged, fields, requestTime: 2 }
    void open.responses.freshen(freshened)
    await open.responses.flush()
    await open.responses.delete([{ tag: '* former' }])
    expect(await open.again().get(one.key)).toEqual([freshened])
    expect(await open.again().keys()).toEqual([one.key])
    await open.responses.delete([{ tag: 'https://api.test latter' }])
    expect(await open.again().keys()).toEqual([])
  })

  it('by a tag of one variant leaves the others, and counts', async () => {
    const [german, english] = [aVariant('de', { tags: ['de'] }), aVariant('en', { tags: ['en'] })]
    await putNow(open.responses, german, english)
    const { bytes } = await open.responses.size()
    await open.responses.delete([{ tag: '* de' }])
    expect(await open.responses.get(key)).toEqual([english])
    expect((await open.responses.size()).bytes).toBeLessThan(bytes)
    expect(await open.responses.keys([{ tag: '* de' }])).toEqual([])
    expect(await open.responses.keys([{ tag: '* en' }])).toEqual([key])
  })

  it('of a generation that has ended removes nothing (I6)', async () => {
    const tagged = { ...stored, tags: ['coin'] }
    await putNow(open.responses, tagged)
    open.within.shut()
    await expect(open.responses.delete([{ tag: '* coin' }])).rejects.toThrow(GenerationEndedError)
    await expect(open.responses.invalidate([{ tag: '* coin' }], 5)).rejects.toThrow(
      GenerationEndedError,
    )
    await expect(open.responses.keys([{ tag: '* coin' }])).rejects.toThrow(GenerationEndedError)
  })

  it('comes before what is put after it', async () => {
    await putNow(open.responses, stored)
    const deleting = open.responses.delete([{ prefix: '' }])
    const putting = putNow(open.responses, aVariant('de'))
    await Promise.all([deleting, putting])
    expect(await open.responses.get(key)).toEqual([
      aVariant('de', { body: expect.anything() as never }),
    ])
  })
})
