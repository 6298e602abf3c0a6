import { inChromium } from '../browser/in-chromium.ts'
import type { Chromium } from '../browser/open-chromium.ts'
import type { Measured } from '../harness/candidate.ts'
import { medianOf, ratioOf } from '../harness/compare.ts'
import { type Effort, inBrowser } from '../harness/effort.ts'
import type { Group, Row, Target } from '../harness/group.ts'
import { assertDone } from '../harness/refusal.ts'
import { microseconds, targetOf } from '../harness/target.ts'
import { listPath } from '../origin/bodies.ts'
import { refetchDoor } from '../page/refetch-door.ts'
import { type Question, type Refetched, REFETCHES_SEEN } from '../page/task.ts'
import type { UnchangedQuery } from '../peers/unchanged.ts'
import { checkAnswered } from './check-answered.ts'

export const unchangedRefetch: Row = {
  name: 'unchanged-refetch',
  title: 'A refetch of unchanged data under TanStack Query, in Chromium',
  about:
    'A query refetches, and nothing changed. **At hand**: the limit is a query function that gives ' +
    'the same reference, and ours one that calls `etagged.json`, which answers from memory. (A query ' +
    'of `query()` is not refetched while its response is fresh; by hand it is validated.) **A 304 at ' +
    'once**: by a `fetch` that costs no more than its `Response`; the limit keeps tag and data by ' +
    'hand. **A 304 over loopback**: the same, of an origin in another process. The time is without ' +
    'rendering; then React mounts the list, and its renders are counted. Checked: an answer for ' +
    "every run, of who validates a 304, in the origin's log, too; equal data.",
  run: (effort) =>
    inChromium(async (chromium) => {
      const groups: Group[] = []
      for (const question of questions) {
        for (const length of LENGTHS) {
          groups.push(await groupOf(chromium, question, length, effort))
        }
      }
      return { groups, targets: targetsOf(groups) }
    }),
}

const LENGTHS = [50, 500] as const

const questions: readonly Question[] = ['at hand', 'a 304 at once', 'a 304 over loopback']

async function groupOf(
  chromium: Chromium,
  question: Question,
  length: number,
  effort: Effort,
): Promise<Group> {
  const done = await chromium.run({
    kind: 'refetch',
    question,
    list: listPath(length),
    effort: inBrowser(effort),
  })
  assertDone(done.kind === 'refetched', `the page did something else: ${done.kind}`)
  const measured = done.measured.map((one, index) => {
    const renders = done.renders[index] ?? Number.NaN
    checkRefetches(one, answersOf(done, index), renders, question !== 'at hand')
    return { ...one, counted: { renders: `${renders} of ${REFETCHES_SEEN}` } }
  })
  if (question === 'a 304 over loopback') checkOrigin(chromium, done, listPath(length))
  return { subject: `${length} coins, ${question}`, unit: 'ms', measured }
}

function answersOf({ answers }: Refetched, index: number): UnchangedQuery['answers'] {
  return answers[index] ?? { ok: 0, notModified: 0 }
}

/** @throws Refusal unless the origin has given what the page says that it got */
function checkOrigin(chromium: Chromium, done: Refetched, list: string): void {
  for (const [index, validator] of (['by-hand', 'etagged', 'uncached'] as const).entries()) {
    const { ok, notModified } = answersOf(done, index)
    // Then came those that a mounted list has seen.
    const [full, short] = notModified > 0 ? [0, REFETCHES_SEEN] : [REFETCHES_SEEN, 0]
    checkAnswered(validator, chromium.log(refetchDoor(validator, list)), {
      ok: ok + full,
      notModified: notModified + short,
    })
  }
}

/**
 * @throws Refusal unless every run was answered, the limit and ours without a 200 too many, and who
 *   shares nothing, and nobody else, rendered each time
 */
export function checkRefetches(
  { name, role, runs }: Pick<Measured, 'name' | 'role' | 'runs'>,
  { ok, notModified }: UnchangedQuery['answers'],
  renders: number,
  isValidated: boolean,
): void {
  // The first data came before the first run.
  const reads = runs + 1
  const all = { ok: reads, notModified: 0 }
  const once = { ok: 1, notModified: isValidated ? runs : 0 }
  const expected = role === 'ours' || (role === 'limit' && isValidated) ? once : all
  assertDone(
    ok === expected.ok && notModified === expected.notModified,
    `${name} ran ${runs} times, and was answered ${ok} × in full, ${notModified} × by 304`,
  )
  assertDone(
    renders === (name.endsWith('no structural sharing') ? REFETCHES_SEEN : 0),
    `${name} was refetched ${REFETCHES_SEEN} times, and rendered ${renders} times`,
  )
}

/** What ours does that the limit does not. */
const MORE: Readonly<Record<Question, string>> = {
  'at hand': 'what the cache decides and records, and the promise of `json`',
  'a 304 at once':
    "decisions, the query's own flight, and the listeners of a signal. No network answers at once; over loopback see the next",
  'a 304 over loopback':
    "decisions, the query's own flight, and the listeners of a signal, beside what the exchange takes",
}

export function targetsOf(groups: readonly Group[]): readonly Target[] {
  return questions.flatMap((question, index) => {
    const [short, long] = groups.slice(2 * index, 2 * index + 2)
    if (short === undefined || long === undefined) return []
    const ours = nameOf(short, 'ours')
    const limit = nameOf(short, 'limit')
    const beside = [short, long].map((group) =>
      targetOf({
        id: 'T4',
        promise: `A refetch of ${group.subject}: at most 1.3 of ${limit}`,
        figure: ratioOf(group, ours, limit),
        bound: { atMost: 1.3 },
        because: `It takes ${microseconds(medianOf(group, ours) - medianOf(group, limit))} more: ${MORE[question]}.`,
      }),
    )
    const growth = targetOf({
      id: 'T4',
      promise: `A refetch of 500 coins takes as long as one of 50, ${question}: at most 1.15 of it`,
      // Each beside its own limit, which is flat: the machine may be another one minutes later.
      figure: ratioOf(long, ours, limit) / ratioOf(short, ours, limit),
      bound: { atMost: 1.15 },
    })
    return [...beside, growth]
  })
}

function nameOf({ measured }: Group, role: Measured['role']): string {
  return measured.find((one) => one.role === role)?.name ?? ''
}
