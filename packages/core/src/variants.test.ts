import { describe, expect, it } from 'vitest'
import { originForTests } from './origin-for-tests.test-fixture.ts'
import { tagged } from './origin.test-server.ts'
import { createMemoryDisk } from './testing/memory-disk.ts'

const { origin, client, sent } = await originForTests()

describe('Vary (RFC 9111 §4.1)', () => {
  it('keeps a response for each value of the nominated fields', async () => {
    const headers = { vary: 'accept-language', 'cache-control': 'max-age=60' }
    origin.answer('/coins', (request) => ({
      headers: { ...headers, etag: `"${String(request.headers['accept-language'])}"` },
      body: { language: request.headers['accept-language'] },
    }))
    const { etagged, statuses } = client()
    const ask = (language: string) =>
      etagged.json('/coins', { headers: { 'accept-language': language } })
    await ask('de')
    await ask('en')
    expect((await ask('DE')).data).toEqual({ language: 'de' })
    expect((await ask('en')).data).toEqual({ language: 'en' })
    expect(statuses().map((status) => status.split(';')[0])).toEqual([
      'fwd=uri-miss',
      'fwd=vary-miss',
      'hit',
      'hit',
    ])
    expect(etagged.stats().entries).toBe(1)
  })

  it('§4.3.1: sends the tags of all variants when none matches; the 304 selects one', async () => {
    const ask = (accept: string) => etagged.json('/coins', { headers: { accept } })
    origin.answer(
      '/coins',
      { headers: { vary: 'accept', etag: '"a"' }, body: { is: 'a' } },
      { headers: { vary: 'accept', etag: '"b"' }, body: { is: 'b' } },
      { status: 304, headers: { etag: '"a"' } },
    )
    const { etagged } = client()
    const first = await ask('a/a')
    await ask('b/b')
    const third = await ask('c/c')
    expect(sent('if-none-match')).toEqual([undefined, '"a"', '"a", "b"'])
    expect(third.data).toBe(first.data)
  })

  it('a 304 may change what the response varies by, in memory and on disk', async () => {
    const disk = createMemoryDisk()
    const ask = (accept: string) => etagged.json('/coins', { headers: { accept } })
    origin.answer(
      '/coins',
      { headers: { etag: '"a"' }, body: { is: 'a' } },
      { status: 304, headers: { vary: 'accept', 'cache-control': 'max-age=60' } },
      { headers: { vary: 'accept', etag: '"b"' }, body: { is: 'b' } },
    )
    const { etagged } = client({ store: disk.persistence })
    await ask('a/a')
    await ask('a/a')
    await etagged.idle()
    expect(disk.rows('anonymous').map(({ nominated }) => nominated)).toEqual([[['accept', 'a/a']]])
    expect((await ask('b/b')).data).toEqual({ is: 'b' })
    expect((await ask('a/a')).outcome.kind).toBe('hit')
  })

  it('Authorization is satisfied by the partition: a renewed token keeps the cache', async () => {
    origin.answer(
      '/coins',
      tagged('"1"', {}, { vary: 'Authorization', 'cache-control': 'max-age=60' }),
    )
    let token = 'one'
    const { etagged } = client({ headers: () => ({ authorization: token }) })
    await etagged.signIn('alice')
    await etagged.json('/coins')
    token = 'two'
    expect((await etagged.json('/coins')).outcome.kind).toBe('hit')
  })
})
