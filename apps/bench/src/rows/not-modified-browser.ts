import { inChromium } from '../browser/in-chromium.ts'
import type { Chromium } from '../browser/open-chromium.ts'
import { ratioOf } from '../harness/compare.ts'
import { type Effort, inBrowser } from '../harness/effort.ts'
import type { Group, Row, Target } from '../harness/group.ts'
import { assertDone } from '../harness/refusal.ts'
import { ratio, targetOf } from '../harness/target.ts'
import { coinPath, listPath } from '../origin/bodies.ts'
import { freshReaders, validatingReaders } from '../peers/browser-readers.ts'
import { answeredSince, checkAnswered } from './check-answered.ts'

export const notModifiedBrowser: Row = {
  name: 'not-modified-browser',
  title: 'A 304 over loopback, and a fresh hit, as data in Chromium',
  about:
    'A page reads a list of 50 from its own origin, another process. First it is stale: the limit ' +
    "is `fetch` with a hand-set `If-None-Match` and kept data, and beside it the browser's own " +
    'HTTP cache revalidates, and parses. Then it is fresh: the limit is a Map, and beside it the ' +
    "browser's HTTP cache answers without the origin. Checked: the origin's log shows a 304 for " +
    'every run but the first of who validates, a 200 for every run without a cache, a single 200 of ' +
    'what is fresh, and the data equals what it sent.',
  run: (effort) =>
    inChromium(async (chromium) => {
      const stale = await raceAt(chromium, 'stale', list, effort)
      const fresh = await raceAt(chromium, 'fresh', list, effort)
      const coin = await raceAt(chromium, 'fresh', { name: 'coin', path: coinPath(7) }, effort)
      return { groups: [stale, fresh, coin], targets: targetsOf(stale, fresh, coin) }
    }),
}

interface Subject {
  readonly name: string
  readonly path: string
}

const list: Subject = { name: 'list of 50', path: listPath(50) }

async function raceAt(
  chromium: Chromium,
  course: 'stale' | 'fresh',
  { name: subject, path }: Subject,
  effort: Effort,
): Promise<Group> {
  const readers = course === 'stale' ? validatingReaders : freshReaders
  const before = readers.map(({ door }) => chromium.log(door))
  const done = await chromium.run({ kind: 'race', course, path, effort: inBrowser(effort) })
  assertDone(done.kind === 'raced', `the page did something else: ${done.kind}`)
  for (const [index, { name, door, role }] of readers.entries()) {
    const runs = done.measured.find((one) => one.name === name)?.runs ?? 0
    const seen = answeredSince(before[index], chromium.log(door))
    checkAnswered(name, seen, answersFor(course, role, runs))
  }
  return { subject: `${subject}, ${course}`, unit: 'ms', measured: done.measured }
}

/** What the origin must have answered for so many runs. */
export function answersFor(
  course: 'stale' | 'fresh',
  role: Group['measured'][number]['role'],
  runs: number,
): { readonly ok: number; readonly notModified: number } {
  if (course === 'fresh') return { ok: Math.min(1, runs), notModified: 0 }
  const ok = role === 'scale' ? runs : Math.min(1, runs)
  return { ok, notModified: runs - ok }
}

const asResponse = 'etagged.fetch and json()'
const byHand = 'Map → Response → json()'

/** What a page can save at most where it wants a Response: one made of a kept text, by hand. */
function limitOf(group: Group, browser: string): string {
  const most = ratio(ratioOf(group, browser, byHand))
  return `A Response that is made of a kept text by hand, and read, is itself only ${most} cheaper.`
}

function targetsOf(stale: Group, fresh: Group, coin: Group): readonly Target[] {
  const browser = "the browser's HTTP cache: fetch and parse"
  return [
    targetOf({
      id: 'T3b',
      promise: 'A 304 of a list in Chromium as data: at most 0.85 of a 200 without a cache',
      figure: ratioOf(stale, 'etagged.json', 'no cache: 200 and parse'),
      bound: { atMost: 0.85 },
    }),
    targetOf({
      id: 'T3b',
      promise: "A fresh hit as data: at least 300 times cheaper than the browser's HTTP cache",
      figure: ratioOf(fresh, browser, 'etagged.json'),
      bound: { atLeast: 300 },
      format: ratio,
    }),
    ...[fresh, coin].map((group) =>
      targetOf({
        id: 'T3b',
        promise: `A fresh hit as Response, ${group.subject}: at least 50 times cheaper than the browser's HTTP cache`,
        figure: ratioOf(group, browser, asResponse),
        bound: { atLeast: 50 },
        because: limitOf(group, browser),
      }),
    ),
  ]
}
