import { inChromium } from '../browser/in-chromium.ts'
import type { Chromium } from '../browser/open-chromium.ts'
import { measuredOf, ratioOf } from '../harness/compare.ts'
import type { Effort } from '../harness/effort.ts'
import type { Group, Row, Target } from '../harness/group.ts'
import { growthOf, withError } from '../harness/growth.ts'
import { type Contestant, takeInTurn } from '../harness/in-turn.ts'
import { assertDone } from '../harness/refusal.ts'
import { targetOf } from '../harness/target.ts'
import { bodyOf, coinPath, listPath } from '../origin/bodies.ts'
import type { StarterName } from '../page/starters.tsx'
import type { Done } from '../page/task.ts'

const NUMBERS: readonly number[] = [10, 100, 1000, 10_000]

export const coldStart: Row = {
  name: 'cold-start',
  title: 'A cold start from IndexedDB into React, in Chromium',
  about:
    'Coins and a list of 50 are stored. A page opens; its entry makes what the app is made of (with ' +
    'etagged the client, signed in as its user), React renders, and a component asks for one coin ' +
    'and the list; how long from the entry until both are committed to the document? The limit is a ' +
    "query function with idb-keyval's `get` and a parse, which opens its database when it is asked. " +
    'All numbers of stored coins are measured in one run, each in databases of its own. Every ' +
    'sample is a page load of its own. Checked: both equal what was stored, the list is in the ' +
    'document, and nobody asked the network.',
  run: (effort) =>
    inChromium(async (chromium) => {
      await chromium.run({ kind: 'seed', numbers: NUMBERS })
      const groups = await startAll(chromium, effort)
      return { groups, targets: targetsOf(groups) }
    }),
}

interface Start extends Contestant {
  readonly starter: StarterName
}

const OURS = '@etagged/react with @etagged/idb'

const LIMIT = 'idb-keyval get and parse'

const contestants: readonly Start[] = [
  { starter: 'idb-keyval', name: LIMIT, role: 'limit' },
  { starter: 'etagged', name: OURS, role: 'ours' },
  { starter: 'query-persister', name: 'TanStack query persister', role: 'peer' },
  { starter: 'persist-query-client', name: 'TanStack persistQueryClient', role: 'peer' },
  { starter: 'all-into-map', name: 'idb-keyval entries into a Map', role: 'peer' },
]

async function startAll(chromium: Chromium, { starts }: Effort): Promise<readonly Group[]> {
  const list = listPath(50)
  const all = NUMBERS.flatMap((number) => contestants.map((one) => ({ ...one, number })))
  // The first round is for what the browser itself does only once.
  const effort = { rounds: starts, warmUp: true }
  const measured = await takeInTurn(all, effort, async ({ starter, name, number }, round) => {
    const coin = coinPath((round * 37) % number)
    const done = await chromium.run({ kind: 'start', starter, number, coin, list })
    return checkStart(name, done, { coin, list })
  })
  const size = contestants.length
  return NUMBERS.map((number, index) => ({
    subject: `a coin and a list of ${number} stored`,
    unit: 'ms',
    measured: measured.slice(index * size, (index + 1) * size),
  }))
}

/** The time that the start took, in ms. @throws Refusal unless it showed what was stored */
export function checkStart(
  name: string,
  done: Done,
  { coin, list }: { readonly coin: string; readonly list: string },
): number {
  assertDone(done.kind === 'started', `${name} did not start, but reports: ${done.kind}`)
  assertDone(done.coin === bodyOf(coin, 0), `${name} found another coin than was stored`)
  assertDone(done.list === bodyOf(list, 0), `${name} found another list than was stored`)
  assertDone(done.rows === 50, `${name} showed ${done.rows} coins of the list`)
  assertDone(done.asked === 0, `${name} asked the network ${done.asked} times`)
  return done.elapsed
}

/** What was measured of it, once: a page that has just opened runs everything for the first time. */
const COLD =
  'Before the first row is read a client is made, and a partition, a store and a channel to other tabs; all of that runs cold, and Chromium opens no database before the thread is free. After it the checksum of a list runs, cold as well: [0030](decisions/0030-the-first-read.md). Where a page is drawn before it asks, it costs what the next row tells.'

export function targetsOf(groups: readonly Group[]): readonly Target[] {
  const starts = groups.slice(1).map((group, index) =>
    targetOf({
      id: 'T5',
      promise: `A cold start into React with ${NUMBERS[index + 1]} stored: at most 1.1 of idb-keyval's get`,
      figure: ratioOf(group, OURS, LIMIT),
      bound: { atMost: 1.1 },
      because: COLD,
    }),
  )
  const steps = groups.map((group, index) => ({
    stored: NUMBERS[index] ?? Number.NaN,
    samples: measuredOf(group, OURS).samples,
  }))
  const { median, error } = growthOf(steps)
  const growth = targetOf({
    id: 'T13',
    promise: 'A cold start with ten times as many stored: less than 5 % longer',
    figure: median,
    bound: { atMost: 0.05 },
    format: withError(error),
  })
  return [...starts, growth]
}
