import { createStore, get, set, promisifyRequest as p } from 'idb-keyval'
import { expect, it } from 'vitest'
import { createIdbStore } from './create-idb-store.ts'
import { aBody, aPartition, aStoredResponse } from './stored-response.test-fixture.ts'
import { rowsOf } from './rows.ts'

const coin = (i: number) => ({ mint: crypto.randomUUID(), name: 'Pepe ' + i, description: crypto.randomUUID().repeat(36), usd_market_cap: Math.random() * 1e6 })
const list = (n = 50) => JSON.stringify(Array.from({ length: n }, (_, i) => coin(i)))
const median = (a: number[]) => { const s = a.toSorted((x, y) => x - y); const q = (p: number) => s[Math.floor(s.length * p)]!.toFixed(3); return `${q(0.5)} (q1 ${q(0.25)}, q3 ${q(0.75)}) mean ${(a.reduce((x, y) => x + y) / a.length).toFixed(3)}` }
it('measures', async () => {
  const out: string[] = []
  for (const n of [1, 50]) {
  const partition = aPartition()
  const store = createIdbStore()({ partition, epoch: '1' })
  await store.open()
  const bare = createStore('bare-' + partition, 'kv')
  for (let i = 0; i < 100; i++) { await store.put(aStoredResponse({ key: 'k' + i, body: aBody(list(n)) })); await set('k' + i, list(n), bare); }
  const db = await p(indexedDB.open('etagged-' + partition))
  const S = ['responses', 'generations']
  const t: Record<string, number[]> = {}
  const time = async (name: string, f: () => Promise<unknown>) => { const s = performance.now(); await f(); (t[name] ??= []).push(performance.now() - s) }
  const cand: Record<string, (k: string) => Promise<unknown>> = {
    'bare': (k) => get(k, bare),
    'store': async (k) => store.get(k),
    'raw body only, one store': (k) => p(db.transaction('responses').objectStore('responses').get([k, 0])),
    'raw body only, two stores': (k) => p(db.transaction(S).objectStore('responses').get([k, 0])),
    'raw both': (k) => { const s = db.transaction(S).objectStore('responses'); return Promise.all([p(s.get([k])), p(s.get([k, 0]))]) },
    'raw 3 par': (k) => { const t = db.transaction(S); const s = t.objectStore('responses'); return Promise.all([p(t.objectStore('generations').get('current')), p(s.get([k])), p(s.get([k, 0]))]) },
    'raw 3 par commit': (k) => { const t = db.transaction(S); const s = t.objectStore('responses'); const r = Promise.all([p(t.objectStore('generations').get('current')), p(s.get([k])), p(s.get([k, 0]))]); t.commit(); return r },
    'raw 3 par relaxed': (k) => { const t = db.transaction(S, 'readonly', { durability: 'relaxed' }); const s = t.objectStore('responses'); const r = Promise.all([p(t.objectStore('generations').get('current')), p(s.get([k])), p(s.get([k, 0]))]); t.commit(); return r },
    'raw 3 par body first': (k) => { const t = db.transaction(S); const s = t.objectStore('responses'); return Promise.all([p(s.get([k, 0])), p(t.objectStore('generations').get('current')), p(s.get([k]))]) },
    'raw getAll par': (k) => { const t = db.transaction(S); const s = t.objectStore('responses'); return Promise.all([p(t.objectStore('generations').get('current')), p(s.getAll(rowsOf(k)))]) },
    'raw fence then both': async (k) => { const t = db.transaction(S); const s = t.objectStore('responses'); await p(t.objectStore('generations').get('current')); return Promise.all([p(s.get([k])), p(s.get([k, 0]))]) },
  }
  const names = Object.keys(cand)
  for (let i = 0; i < 250; i++) {
    const k = 'k' + (i % 100)
    for (let j = 0; j < names.length; j++) { const c = names[(i + j) % names.length]!; await time(c, () => cand[c]!(k)) }
  }
  out.push('n ' + n)
  for (const [k, v] of Object.entries(t)) out.push(k.padEnd(28) + median(v))
  db.close()
  await store.end()
  }
  expect(out.join('\n')).toBe('')
}, 120_000)
