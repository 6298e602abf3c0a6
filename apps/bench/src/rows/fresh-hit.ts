import { groupOn, medianOf, ratioOf } from '../harness/compare.ts'
import { digits } from '../harness/digits.ts'
import type { Group, Row, Target } from '../harness/group.ts'
import { assertDone } from '../harness/refusal.ts'
import { microseconds, targetOf } from '../harness/target.ts'
import { coinPath, listPath } from '../origin/bodies.ts'
import type { Log } from '../origin/listener.ts'
import { createAxiosInterceptor } from '../peers/axios-interceptor.ts'
import { createEtaggedReader } from '../peers/etagged.ts'
import { createKeptData } from '../peers/kept-data.ts'
import { createSemantics } from '../peers/semantics.ts'
import { createUndiciCache } from '../peers/undici-cache.ts'
import { createUndiciFetch } from '../peers/undici-fetch.ts'
import { raceReaders } from './readers.ts'

const MAP = 'Map → data'
const SEMANTICS = 'http-cache-semantics + Map'
const OURS = 'etagged.json'

const AXIOS = 'axios-cache-interceptor'

const UNDICI = 'undici fetch, cached'

const COIN = 'coin'

const LIST = 'list of 50'

export const freshHit: Row = {
  name: 'fresh-hit',
  title: 'A fresh hit as data',
  about:
    'The response is stored and fresh; how long until its data is there? The limit is a Map from ' +
    "URL to data, with the one `await` that all pay. Checked: the origin's log shows one 200 for " +
    'each resource and nothing after it, and the data equals what the origin sent.',
  async run(effort) {
    const groups = await raceReaders({
      contestants: [
        { name: MAP, role: 'limit', create: createKeptData },
        { name: OURS, role: 'ours', create: createEtaggedReader },
        { name: SEMANTICS, role: 'peer', create: createSemantics },
        { name: AXIOS, role: 'peer', create: createAxiosInterceptor },
        { name: 'undici cache interceptor', role: 'peer', create: createUndiciCache },
        { name: UNDICI, role: 'peer', create: createUndiciFetch },
      ],
      subjects: { [COIN]: coinPath(7), [LIST]: listPath(50) },
      cacheControl: 'max-age=3600',
      effort,
      checkLog: ({ name }, log, _runs, paths) => checkHits(name, log, paths),
    })
    return { groups, targets: targetsOf(groups) }
  },
}

function targetsOf(groups: readonly Group[]): readonly Target[] {
  const coin = groupOn(groups, COIN)
  const list = groupOn(groups, LIST)
  const times = [coin, list].map((group) => medianOf(group, OURS))
  const told = times.map(microseconds)
  // Of a peer of the same round: what slows the machine down between the two goes out of it. A Map
  // takes 0.1 µs, too near to what the timer tells.
  const ratios = [coin, list].map((group) => ratioOf(group, OURS, SEMANTICS))
  const [map, semantics] = [MAP, SEMANTICS].map((name) => microseconds(medianOf(coin, name)))
  const id = 'T1'
  return [
    targetOf({
      id,
      promise: 'A fresh hit as data, coin and list: at most 2 µs',
      figure: Math.max(...times),
      bound: { atMost: 0.002 },
      format: () => told.join(' and '),
      because: `Seconds of one machine say little: here a Map alone takes ${map}, and http-cache-semantics, which only decides, ${semantics}; what a hit does beside: [0031](decisions/0031-the-hot-path.md).`,
    }),
    targetOf({
      id,
      promise: 'The same for a coin and a list, each beside http-cache-semantics, within a quarter',
      figure: Math.max(...ratios) / Math.min(...ratios),
      bound: { atMost: 1.25 },
    }),
    targetOf({
      id,
      promise: 'A fresh hit as data: at most a tenth of axios-cache-interceptor',
      figure: Math.max(ratioOf(coin, OURS, AXIOS), ratioOf(list, OURS, AXIOS)),
      bound: { atMost: 1 / 10 },
      format: partOf,
    }),
    targetOf({
      id,
      promise: "A fresh list as data: at most a 25th of undici's cached fetch",
      figure: ratioOf(list, OURS, UNDICI),
      bound: { atMost: 1 / 25 },
      format: partOf,
    }),
  ]
}

const partOf = (share: number): string => `1/${digits(1 / share)}`

/** @throws Refusal unless each path was asked for once, ever */
export function checkHits(name: string, { ok, notModified, other }: Log, paths: number): void {
  assertDone(
    ok === paths && notModified === 0 && other === 0,
    `${name} was to ask ${paths} times, and the origin answered ${ok} × 200, ${notModified} × 304, ${other} × else`,
  )
}
