import type { Role } from '../harness/candidate.ts'
import { groupOn, medianOf, ratioOf } from '../harness/compare.ts'
import type { Row } from '../harness/group.ts'
import { assertDone } from '../harness/refusal.ts'
import { microseconds, targetOf } from '../harness/target.ts'
import { listPath } from '../origin/bodies.ts'
import type { Log } from '../origin/listener.ts'
import { createAxiosInterceptor } from '../peers/axios-interceptor.ts'
import { createEtaggedReader } from '../peers/etagged.ts'
import { createHandWritten } from '../peers/hand-written.ts'
import { createSemantics } from '../peers/semantics.ts'
import { uncached } from '../peers/uncached.ts'
import { raceReaders } from './readers.ts'

const LIMIT = 'fetch by hand, kept data'

const OURS = 'etagged.json'

const SUBJECT = 'list of 50'

export const notModified: Row = {
  name: 'not-modified',
  title: 'A 304 over loopback as data',
  about:
    'The list is stored and must be validated; the origin, another process, says that nothing ' +
    'changed. The limit is `fetch` with a hand-set `If-None-Match` and kept data. Checked: the ' +
    "origin's log shows a 304 for every run but the first, and the data equals what it sent.",
  async run(effort) {
    const groups = await raceReaders({
      contestants: [
        { name: LIMIT, role: 'limit', create: createHandWritten },
        { name: OURS, role: 'ours', create: createEtaggedReader },
        { name: 'http-cache-semantics + Map', role: 'peer', create: createSemantics },
        { name: 'axios-cache-interceptor', role: 'peer', create: createAxiosInterceptor },
        { name: 'no cache: 200 and parse', role: 'scale', create: () => uncached },
      ],
      subjects: { [SUBJECT]: listPath(50) },
      cacheControl: 'max-age=0',
      effort,
      checkLog: ({ name, role }, log, runs) => checkValidations(name, role, log, runs),
    })
    const group = groupOn(groups, SUBJECT)
    const own = microseconds(medianOf(group, OURS) - medianOf(group, LIMIT))
    const target = targetOf({
      id: 'T3',
      promise: 'A 304 of a list over loopback as data: at most 1.15 × fetch by hand',
      figure: ratioOf(group, OURS, LIMIT),
      bound: { atMost: 1.15 },
      because: `What the cache does beside the exchange (two decisions, the stored fields anew, an event, and their garbage) takes ${own}: [0031](decisions/0031-the-hot-path.md).`,
    })
    return { groups, targets: [target] }
  },
}

/** @throws Refusal unless every run but the first was a 304; without a cache: every run a 200 */
export function checkValidations(name: string, role: Role, log: Log, runs: number): void {
  const full = role === 'scale' ? runs : 1
  assertDone(
    log.ok === full && log.notModified === runs - full && log.other === 0,
    `${name} ran ${runs} times, and the origin answered ${log.ok} × 200, ${log.notModified} × 304, ${log.other} × else`,
  )
}
