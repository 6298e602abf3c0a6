import { describe, expect, it } from 'vitest'
import { coinSchema, schemaOf } from './any.test-schema.ts'
import { createMemoryDisk } from './testing/memory-disk.ts'
import { originForTests } from './origin-for-tests.test-fixture.ts'
import { tagged } from './origin.test-server.ts'

const { origin, client } = await originForTests()

describe('peek and peekMemory', () => {
  it('give what is stored, however old, and never ask the network', async () => {
    origin.answer('/coins', tagged('"1"', { a: 1 }, { 'cache-control': 'max-age=1' }))
    const { etagged, clock, of } = client()
    expect(await etagged.peek('/coins')).toBeUndefined()
    expect(etagged.peekMemory('/coins')).toBeUndefined()
    const { data } = await etagged.json('/coins')
    clock.advance(1000)
    const answer = await etagged.peek('/coins')
    expect(answer?.data).toBe(data)
    expect(answer).toMatchObject({
      outcome: { kind: 'hit', detail: 'peek' },
      freshness: { age: 1000, freshUntil: clock.now() - 999, validatedAt: clock.now() - 1000 },
    })
    expect(etagged.peekMemory('/coins')).toEqual(answer)
    expect(origin.requests).toHaveLength(1)
    expect(of('peek')).toMatchObject([{ url: `${origin.url}/coins`, tier: 'memory' }])
    expect(etagged.stats()).toMatchObject({ requests: 1, hits: 0 })
  })

  it('peek warms memory from disk', async () => {
    const disk = createMemoryDisk()
    origin.answer('/coins', tagged('"1"', { a: 1 }))
    const before = client({ store: disk.persistence })
    await before.etagged.json('/coins')
    await before.etagged.close()
    const { etagged, of } = client({ store: disk.persistence })
    expect(etagged.peekMemory('/coins')).toBeUndefined()
    const answer = await etagged.peek('/coins')
    expect(etagged.peekMemory('/coins')?.data).toBe(answer?.data)
    expect(of('peek')).toMatchObject([{ tier: 'disk' }])
  })

  it('give nothing that the schema refuses, or that is another variant', async () => {
    origin.answer('/coins', tagged('"1"', { a: 1 }, { vary: 'accept' }))
    const { etagged } = client()
    await etagged.json('/coins', { headers: { accept: 'a/a' } })
    const refused = { headers: { accept: 'a/a' }, schema: coinSchema }
    const another = { headers: { accept: 'b/b' } }
    for (const init of [refused, another]) {
      expect(await etagged.peek('/coins', init)).toBeUndefined()
      expect(etagged.peekMemory('/coins', init)).toBeUndefined()
    }
  })

  it('peek waits for an asynchronous schema, whose first result all share; peekMemory cannot wait', async () => {
    origin.answer('/coins', tagged('"1"', { a: 1 }))
    const { etagged } = client()
    await etagged.json('/coins')
    const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    let runs = 0
    const schema = schemaOf(async (value) => {
      await gates[runs++]?.promise
      return { value: [value] }
    })
    const peeks = [etagged.peek('/coins', { schema }), etagged.peek('/coins', { schema })]
    expect(etagged.peekMemory('/coins', { schema })).toBeUndefined()
    const data: unknown[] = []
    for (const [index, peek] of peeks.entries()) {
      gates[index]?.resolve()
      data.push((await peek)?.data)
    }
    expect(data[0]).toEqual([{ a: 1 }])
    expect(data[1]).toBe(data[0])
    expect(etagged.peekMemory('/coins', { schema })?.data).toBe(data[0])
  })

  it('peek has nothing when the schema throws, and asks it again the next time', async () => {
    origin.answer('/coins', tagged('"1"', { a: 1 }))
    const { etagged } = client()
    await etagged.json('/coins')
    let isBroken = true
    const schema = schemaOf((value) => {
      if (isBroken) throw new Error('broken')
      return { value }
    })
    expect(await etagged.peek('/coins', { schema })).toBeUndefined()
    expect(etagged.peekMemory('/coins', { schema })).toBeUndefined()
    isBroken = false
    expect((await etagged.peek('/coins', { schema }))?.data).toEqual({ a: 1 })
  })

  it('give nothing past discardAfter, and peek removes it', async () => {
    origin.answer('/coins', tagged('"1"', { a: 1 }))
    const { etagged, clock } = client()
    await etagged.json('/coins')
    clock.advance(100)
    const policy = { discardAfter: 99 }
    expect(etagged.peekMemory('/coins', { policy })).toBeUndefined()
    expect(etagged.stats().entries).toBe(1)
    expect(await etagged.peek('/coins', { policy })).toBeUndefined()
    expect(etagged.stats().entries).toBe(0)
  })
})
