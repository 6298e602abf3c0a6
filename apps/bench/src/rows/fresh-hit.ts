import type { Row } from '../harness/group.ts'
import { assertDone } from '../harness/refusal.ts'
import { coinPath, listPath } from '../origin/bodies.ts'
import type { Log } from '../origin/listener.ts'
import { createAxiosInterceptor } from '../peers/axios-interceptor.ts'
import { createEtaggedReader } from '../peers/etagged.ts'
import { createKeptData } from '../peers/kept-data.ts'
import { createSemantics } from '../peers/semantics.ts'
import { createUndiciCache } from '../peers/undici-cache.ts'
import { raceReaders } from './readers.ts'

export const freshHit: Row = {
  name: 'fresh-hit',
  title: 'A fresh hit as data',
  about:
    'The response is stored and fresh; how long until its data is there? The limit is a Map from ' +
    "URL to data, with the one `await` that all pay. Checked: the origin's log shows one 200 for " +
    'each resource and nothing after it, and the data equals what the origin sent.',
  run: (effort) =>
    raceReaders({
      contestants: [
        { name: 'Map → data', role: 'limit', create: createKeptData },
        { name: 'etagged.json', role: 'ours', create: createEtaggedReader },
        { name: 'http-cache-semantics + Map', role: 'peer', create: createSemantics },
        { name: 'axios-cache-interceptor', role: 'peer', create: createAxiosInterceptor },
        { name: 'undici cache interceptor', role: 'peer', create: createUndiciCache },
      ],
      subjects: { coin: coinPath(7), 'list of 50': listPath(50) },
      cacheControl: 'max-age=3600',
      effort,
      checkLog: ({ name }, log, _runs, paths) => checkHits(name, log, paths),
    }),
}

/** @throws Refusal unless each path was asked for once, ever */
export function checkHits(name: string, { ok, notModified, other }: Log, paths: number): void {
  assertDone(
    ok === paths && notModified === 0 && other === 0,
    `${name} was to ask ${paths} times, and the origin answered ${ok} × 200, ${notModified} × 304, ${other} × else`,
  )
}
