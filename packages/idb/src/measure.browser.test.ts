import { clear, createStore, get, set, setMany } from 'idb-keyval'
import { expect, it } from 'vitest'
import { createIdbStore } from './create-idb-store.ts'
import { checksumOf } from './checksum.ts'
import { aBody, aPartition, aStoredResponse } from './stored-response.test-fixture.ts'

const coin = (i: number) => ({ mint: crypto.randomUUID(), name: 'Pepe ' + i, description: crypto.randomUUID().repeat(36), usd_market_cap: Math.random() * 1e6 })
const list = () => JSON.stringify(Array.from({ length: 50 }, (_, i) => coin(i)))
const median = (a: number[]) => { const s = a.toSorted((x, y) => x - y); const q = (p: number) => s[Math.floor(s.length * p)]!.toFixed(3); return `${q(0.5)} (q1 ${q(0.25)}, q3 ${q(0.75)})` }
it('measures', async () => {
  const out: string[] = []
  const partition = aPartition()
  const store = createIdbStore()({ partition, epoch: '1' })
  await store.open()
  const bare = createStore('bare-' + partition, 'kv')
  const text = list()
  out.push('body ' + text.length)
  for (let i = 0; i < 100; i++) { await store.put(aStoredResponse({ key: 'k' + i, body: aBody(list()) })); await set('k' + i, list(), bare) }
  const t: Record<string, number[]> = {}
  const time = async (name: string, f: () => unknown) => { const s = performance.now(); await f(); (t[name] ??= []).push(performance.now() - s) }
  for (let i = 0; i < 250; i++) {
    const k = 'k' + (i % 100)
    const order = i % 2 ? [0, 1] : [1, 0]
    for (const o of order) { if (o) await time('get store 75kB', () => store.get(k)); else await time('get bare 75kB', () => get(k, bare)) }
  }
  const r = aStoredResponse({ key: 'p', body: aBody(text) })
  for (let i = 0; i < 200; i++) {
    const body = aBody(list())
    const order = i % 2 ? [0, 1] : [1, 0]
    for (const o of order) { if (o) await time('put store 75kB', () => store.put({ ...r, requestTime: i, body })); else await time('set bare 75kB', () => set('p', body.content, bare)) }
    await time('freshen store', () => store.freshen({ ...r, requestTime: i + 0.5, body }))
    await time('set bare 0.7kB', () => set('m', { ...r, body: undefined }, bare))
    const small = aBody(JSON.stringify(coin(i)))
    await time('put store 1.5kB', () => store.put({ ...r, key: 's', requestTime: i, body: small }))
    await time('set bare 1.5kB', () => set('s', small.content, bare))
    await time('get store 1.5kB', () => store.get('s'))
    await time('get bare 1.5kB', () => get('s', bare))
    await time('checksum 75kB', () => checksumOf(text))
    await time('encode 75kB', () => new TextEncoder().encode(text))
    await time('await', () => 0)
  }
  for (let i = 0; i < 30; i++) {
    const p = aPartition()
    const s = createIdbStore()({ partition: p, epoch: '1' })
    await time('open new', () => s.open())
    s.close()
    const s2 = createIdbStore()({ partition: p, epoch: '1' })
    await time('open existing', () => s2.open())
    await s2.end()
    await time('open bare existing', () => get('x', createStore('bare-' + partition, 'kv')))
  }
  for (let i = 0; i < 3; i++) {
    const s = createIdbStore()({ partition: aPartition(), epoch: '1' })
    await s.open()
    await Promise.all(Array.from({ length: 1000 }, (_, n) => s.put(aStoredResponse({ key: 'k' + n, body: aBody(JSON.stringify(coin(n))) }))))
    await time('end 1000', () => s.end())
    const e = createStore('bare1000-' + partition + i, 'kv')
    await setMany(Array.from({ length: 1000 }, (_, n) => ['k' + n, JSON.stringify(coin(n))]), e)
    await time('clear bare 1000', () => clear(e))
  }
  for (const [k, v] of Object.entries(t)) out.push(k.padEnd(20) + median(v))
  await store.end()
  expect(out.join('\n')).toBe('')
}, 120_000)
