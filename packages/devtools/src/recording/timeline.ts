import { GROUPS, type OutcomeGroup } from './outcome-group.ts'

/** What a bar stands for; seconds. */
export const SLICE = 5
/** Five minutes. */
export const SLICES = 60

/** How many requests ended how, in a stretch of time. */
export interface TimeSlice {
  /** When it began: seconds since the epoch. */
  readonly at: number
  readonly counts: Readonly<Record<OutcomeGroup, number>>
}

export interface Timeline {
  add(group: OutcomeGroup, at: number): void
  /** The last slices up to this instant, oldest first; those without a request, too. */
  slices(now: number): readonly TimeSlice[]
}

export function createTimeline(): Timeline {
  const slices = new Map<number, Record<OutcomeGroup, number>>()
  return {
    add(group, at) {
      const begin = beginOf(at)
      const counts = slices.get(begin) ?? noCounts()
      counts[group]++
      slices.set(begin, counts)
      // A clock that was set leaves slices of another time: those that were begun last are of now.
      for (const oldest of slices.keys()) {
        if (slices.size <= 2 * SLICES) break
        slices.delete(oldest)
      }
    },
    slices(now) {
      const last = beginOf(now)
      return Array.from({ length: SLICES }, (_, index) => {
        const at = last - (SLICES - 1 - index) * SLICE
        return { at, counts: { ...(slices.get(at) ?? noCounts()) } }
      })
    },
  }
}

function beginOf(at: number): number {
  return Math.floor(at / SLICE) * SLICE
}

function noCounts(): Record<OutcomeGroup, number> {
  return Object.fromEntries(GROUPS.map((group) => [group, 0])) as Record<OutcomeGroup, number>
}
