import type { Candidate, Measured } from './candidate.ts'
import type { Effort } from './effort.ts'
import { inOrder } from './in-order.ts'
import { assertDone } from './refusal.ts'

export interface Work {
  readonly candidates: readonly Candidate[]
  readonly effort: Pick<Effort, 'rounds' | 'sample' | 'warmUp'>
  /** Reads something of what a run gave, cheaply, within the time: what nobody reads may not be done. */
  readonly weigh: (data: unknown) => number
  /** Is this what a run has to give? Asked after every sample, outside of the time. */
  readonly isRight: (data: unknown) => boolean
  /** ms. @default performance.now */
  readonly now?: () => number
}

/** A candidate and how many of its runs make one sample. */
interface Calibrated {
  readonly candidate: Candidate
  readonly size: number
  readonly samples: number[]
  runs: number
}

/**
 * Measures all candidates in one run, a sample of each in every round, so that what else happens on
 * the machine meets them alike, and nobody always behind the same one.
 *
 * @throws Refusal when a run did not give what it has to
 */
export async function interleave(work: Work): Promise<readonly Measured[]> {
  const { candidates, effort } = work
  const calibrated: Calibrated[] = []
  for (const candidate of candidates) calibrated.push(await calibrate(candidate, work))
  for (let round = 0; round < effort.rounds; round++) {
    for (const one of inOrder(calibrated, round)) {
      one.samples.push((await sampleOf(one.candidate, one.size, work)) / one.size)
      one.runs += one.size
    }
  }
  return calibrated.map(({ candidate: { name, role }, samples, runs }) => ({
    name,
    role,
    samples,
    runs,
  }))
}

/** Warms up, and finds how many runs take as long as a sample should. */
async function calibrate(candidate: Candidate, work: Work): Promise<Calibrated> {
  const { sample, warmUp } = work.effort
  let size = 1
  let runs = 0
  let spent = 0
  for (;;) {
    const elapsed = await sampleOf(candidate, size, work)
    runs += size
    spent += elapsed
    if (spent >= warmUp) {
      const fitting = Math.round((size * sample) / elapsed)
      return { candidate, size: Math.max(1, fitting), samples: [], runs }
    }
    if (elapsed < sample) size *= 2
  }
}

/** The time that this many runs take, in ms. */
async function sampleOf(candidate: Candidate, size: number, work: Work): Promise<number> {
  const { weigh, now = readTime } = work
  // Timers and renders that earlier runs have left behind are nobody's time.
  await new Promise((resolve) => {
    setTimeout(resolve)
  })
  let weight = 0
  let last: unknown
  const start = now()
  for (let run = 0; run < size; run++) {
    last = await candidate.run()
    weight += weigh(last)
  }
  const elapsed = now() - start
  assertDone(work.isRight(last), `${candidate.name} gave other data than it had to`)
  assertDone(weight === size * weigh(last), `${candidate.name} did not give the same in every run`)
  return elapsed
}

function readTime(): number {
  return performance.now()
}
