import { openChromium } from '../browser/open-chromium.ts'
import type { Measured } from '../harness/candidate.ts'
import type { Group, Row } from '../harness/group.ts'
import { assertDone } from '../harness/refusal.ts'
import { listPath } from '../origin/bodies.ts'
import { type Done, REFETCHES_SEEN } from '../page/task.ts'
import type { UnchangedQuery } from '../peers/unchanged.ts'

export const unchangedRefetch: Row = {
  name: 'unchanged-refetch',
  title: 'A refetch of unchanged data under TanStack Query, in Chromium',
  about:
    'A query refetches, and nothing changed. The limit is a query function that gives the same ' +
    'reference. Ours includes the validation, with a `fetch` that answers 304 at once; the line ' +
    'by hand shows what such a `fetch` alone costs. The time is without rendering; then React ' +
    'mounts the list, and its renders are counted. Checked: an answer for every run, for ours a 304; equal data.',
  async run(effort) {
    const chromium = await openChromium()
    try {
      const groups: Group[] = []
      for (const length of [50, 500]) {
        const done = await chromium.run({ kind: 'refetch', list: listPath(length), effort })
        groups.push(groupOf(length, done))
      }
      return { groups, targets: [], browser: chromium.name() }
    } finally {
      await chromium.close()
    }
  },
}

function groupOf(length: number, done: Done): Group {
  assertDone(done.kind === 'refetched', `the page did something else: ${done.kind}`)
  const measured = done.measured.map((one, index) => {
    const renders = done.renders[index] ?? Number.NaN
    checkRefetches(one, done.answers[index] ?? { ok: 0, notModified: 0 }, renders)
    return { ...one, counted: { renders: `${renders} of ${REFETCHES_SEEN}` } }
  })
  return { subject: `list of ${length}`, unit: 'ms', measured }
}

/** @throws Refusal unless every run fetched, a cache got 304s, and only who shares nothing rendered */
export function checkRefetches(
  { name, role, runs }: Pick<Measured, 'name' | 'role' | 'runs'>,
  { ok, notModified }: UnchangedQuery['answers'],
  renders: number,
): void {
  const validates = role === 'ours' || notModified > 0
  assertDone(
    // The first data came before the first run.
    ok + notModified === runs + 1 && (ok === 1 || !validates),
    `${name} ran ${runs} times, and was answered ${ok} × in full, ${notModified} × by 304`,
  )
  assertDone(
    renders === 0 || (role === 'peer' && renders === REFETCHES_SEEN),
    `${name} was refetched ${REFETCHES_SEEN} times, and rendered ${renders} times`,
  )
}
