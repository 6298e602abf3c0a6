import type { History, Moment } from './steps.ts'

/** Does this history still go wrong? */
type Fails = (history: History) => Promise<boolean>

/**
 * The shortest history found that still goes wrong: pieces are left out, the large ones first, then
 * single picks, until nothing more can go.
 */
export async function shrink(history: History, fails: Fails): Promise<History> {
  const shorter = await shrinkMoments(history, fails)
  const smallest = await simplify(await shrinkPicks(shorter, fails), fails)
  return sizeOf(smallest) < sizeOf(history) ? shrink(smallest, fails) : smallest
}

function sizeOf({ moments }: History): number {
  return moments.reduce((sum, { picks }) => sum + 1 + picks.length, 0)
}

async function shrinkMoments(history: History, fails: Fails): Promise<History> {
  const stillFails = (moments: readonly Moment[]): Promise<boolean> =>
    fails({ ...history, moments })
  return { ...history, moments: await shorten(history.moments, stillFails) }
}

async function shorten<T>(
  items: readonly T[],
  stillFails: (fewer: readonly T[]) => Promise<boolean>,
): Promise<readonly T[]> {
  let kept = items
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let from = 0; from < kept.length;) {
      const fewer = [...kept.slice(0, from), ...kept.slice(from + size)]
      if (await stillFails(fewer)) kept = fewer
      else from += size
    }
  }
  return kept
}

async function shrinkPicks(history: History, fails: Fails): Promise<History> {
  let smallest = history
  for (let index = 0; index < smallest.moments.length; index++) {
    const withPicks = (picks: readonly number[]): History => ({
      ...smallest,
      moments: smallest.moments.map((moment, at): Moment =>
        at === index ? { ...moment, picks } : moment,
      ),
    })
    const { picks } = smallest.moments[index] ?? { picks: [] }
    smallest = withPicks(await shorten(picks, (fewer) => fails(withPicks(fewer))))
  }
  return smallest
}

/** Circumstances that do not matter are the plain ones. */
async function simplify(history: History, fails: Fails): Promise<History> {
  let smallest = history
  for (const circumstance of ['byCookie', 'tinyMemory', 'slowDisk', 'silentDisk'] as const) {
    const plainer = { ...smallest, [circumstance]: false }
    if (smallest[circumstance] && (await fails(plainer))) smallest = plainer
  }
  return smallest
}
