import { inChromium } from '../browser/in-chromium.ts'
import type { Chromium } from '../browser/open-chromium.ts'
import { measuredOf, medianOf } from '../harness/compare.ts'
import type { Effort } from '../harness/effort.ts'
import type { Group, Row, Target } from '../harness/group.ts'
import { assertDone } from '../harness/refusal.ts'
import { quartilesOf } from '../harness/statistics.ts'
import { milliseconds, ratio, targetOf } from '../harness/target.ts'
import type { Answered } from '../origin/answers.ts'
import { coinPath } from '../origin/bodies.ts'
import { tabDoor } from '../page/tab-door.ts'
import type { TabContestant } from '../page/task.ts'

const TABS = 10

const LATENCY = 300

export const tenTabs: Row = {
  name: 'ten-tabs',
  title: 'Ten tabs with the same stale query, in Chromium',
  about:
    `Ten tabs, each a page of its own, are told at once to read a coin that is stale; the origin ` +
    `holds each answer back for ${LATENCY} ms. How long until the last of them has it, and how many ` +
    'requests were there? The limit is a single tab with `fetch` by hand and kept data. Then ' +
    'a tab that is alone asks an origin that holds nothing back, so that what it costs to look for ' +
    "others shows. Checked: the origin's log has as many requests as told, and every tab the data.",
  run: (effort) =>
    inChromium(async (chromium) => {
      const alone = await alonePart(chromium, effort)
      const together = await togetherPart(chromium, effort)
      return { groups: [together, alone], targets: targetsOf(together, alone) }
    }),
}

const OURS = 'etagged with @etagged/idb'

const BY_HAND = 'fetch by hand, kept data'

const IN_MEMORY = 'etagged in memory, without tabs'

const together: readonly TabContestant[] = [
  { reader: 'by-hand', tabs: 1, name: 'a single tab, by hand', role: 'limit' },
  { reader: 'etagged', tabs: TABS, name: OURS, role: 'ours' },
  { reader: 'by-hand', tabs: TABS, name: 'each tab by hand, past the HTTP cache', role: 'peer' },
  {
    reader: 'tanstack',
    tabs: TABS,
    name: "TanStack Query, with the browser's HTTP cache",
    role: 'peer',
  },
]

const alone: readonly TabContestant[] = [
  { reader: 'by-hand', tabs: 1, name: BY_HAND, role: 'limit' },
  { reader: 'etagged', tabs: 1, name: OURS, role: 'ours' },
  { reader: 'etagged-alone', tabs: 1, name: IN_MEMORY, role: 'ours' },
]

async function togetherPart(chromium: Chromium, { wipes }: Effort): Promise<Group> {
  const rounds = wipes
  const done = await chromium.run({
    kind: 'read-in-tabs',
    latency: LATENCY,
    path: coinPath(7),
    rounds,
    contestants: together,
  })
  assertDone(done.kind === 'read-in-tabs', `the page did something else: ${done.kind}`)
  const measured = together.map(({ reader, name, tabs }) => {
    const log = chromium.log(tabDoor(reader, tabs, LATENCY))
    const most = tabs * (rounds + 1)
    // Whether ours are too many is for the target to judge.
    checkRequests(name, log, { least: reader === 'etagged' ? rounds + 1 : most, most })
    const requests = `${Math.ceil((100 * (log.ok + log.notModified)) / (rounds + 1)) / 100}`
    return {
      ...measuredOf({ subject: '', unit: 'ms', measured: done.measured }, name),
      counted: { requests },
    }
  })
  return { subject: `ten tabs, ${LATENCY} ms away`, unit: 'ms', measured }
}

async function alonePart(chromium: Chromium, { starts }: Effort): Promise<Group> {
  const rounds = 5 * starts
  const path = coinPath(7)
  const done = await chromium.run({ kind: 'read-alone', path, rounds, contestants: alone })
  assertDone(done.kind === 'read-in-tabs', `the page did something else: ${done.kind}`)
  for (const { reader, name } of alone) {
    const requests = rounds + 1
    checkRequests(name, chromium.log(tabDoor(reader, 1, 0)), { least: requests, most: requests })
  }
  return { subject: 'a tab alone', unit: 'ms', measured: done.measured }
}

/**
 * The first round is of 200s; but of ten tabs that know no tag the browser's own HTTP cache lets only
 * one ask for all. @throws Refusal unless there were so many requests, and all but
 * the first were validated
 */
export function checkRequests(
  name: string,
  seen: Answered,
  { least, most }: { readonly least: number; readonly most: number },
): void {
  const { ok, notModified, other } = seen
  const requests = ok + notModified
  const told = least === most ? `${most}` : `${least} to ${most}`
  assertDone(
    ok > 0 && ok <= TABS && requests >= least && requests <= most && other === 0,
    `${name} was to ask ${told} times, and was answered ${ok} × 200, ${notModified} × 304, ${other} × else`,
  )
}

export function targetsOf(many: Group, one: Group): readonly Target[] {
  const requests = Number(measuredOf(many, OURS).counted?.['requests'])
  const [ours, byHand] = [OURS, BY_HAND].map((name) => measuredOf(one, name).samples)
  const dearer = (ours ?? []).map((sample, round) => sample - (byHand?.[round] ?? Number.NaN))
  return [
    targetOf({
      id: 'T10',
      promise: 'Ten tabs with a stale query: one request',
      figure: requests,
      bound: { atMost: 1 },
      format: String,
    }),
    targetOf({
      id: 'T10',
      promise: `The last of ten tabs: at most 1.2 of the latency`,
      figure: medianOf(many, OURS) / LATENCY,
      bound: { atMost: 1.2 },
      format: ratio,
      because:
        "After the leader's answer, its write and nine reads by nine processes share the cores of this machine.",
    }),
    targetOf({
      id: 'T10',
      promise: 'A tab alone pays at most 1 ms more than fetch by hand',
      figure: quartilesOf(dearer).median,
      bound: { atMost: 1 },
      format: milliseconds,
      because: `Of it ${milliseconds(medianOf(one, OURS) - medianOf(one, IN_MEMORY))} are the store, the channel and the lock; to learn that a lock is free takes a round trip to the browser process: [0013](decisions/0013-tabs-by-hints-and-locks.md).`,
    }),
  ]
}
