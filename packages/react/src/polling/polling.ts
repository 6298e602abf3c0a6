import { UsageError } from '@etagged/core'
import { leastInterval, type PolledQuery } from './least-interval.ts'
import { learn, type Lesson } from './lesson.ts'
import { intervalFor } from './rate-of-change.ts'

/** Bounds of {@link polling}. */
export interface PollingOptions {
  /**
   * Milliseconds, at least 1,000: what a fixed `refetchInterval` would be. Nothing is asked for more
   * often.
   * @default 5000
   */
  readonly interval?: number
  /**
   * Milliseconds: what never changes is asked for as often as this.
   * @default 12 times `interval`
   */
  readonly longest?: number
}

/** What a query has taught, and what follows for each pair of options. */
interface Learned {
  readonly lesson: Lesson
  readonly intervals: Map<string, number>
}

/** Timers that are longer run out at once (HTML §8.7: 32 bits). */
const LONGEST_TIMER = 2 ** 31 - 1

const learned = new WeakMap<PolledQuery, Learned>()

/**
 * A `refetchInterval` that learns how often its query's data changes: less often asked for while
 * answers are the same object as before, as after a 304, and more often when they are not. At a
 * change in one of ten intervals it asks half as often as a fixed interval would.
 *
 * It asks for nothing that is still fresh by the response's own fields, nor faster than the
 * origin's quota allows, shared by all that are polled; these two may exceed `longest`. Failures
 * double the interval, up to `longest`. Like any `refetchInterval` it rests in a hidden page and in a
 * hidden `<Activity>`.
 *
 * What was learned belongs to the query, so it may be called anew in each render.
 *
 * @throws UsageError for an `interval` of less than 1,000, and a `longest` less than that
 */
export function polling(options: PollingOptions = {}): (query: PolledQuery) => number {
  const { interval = 5000, longest = 12 * interval } = options
  if (!(interval >= 1000 && longest >= interval)) {
    throw new UsageError(
      'polling takes milliseconds: an `interval` of at least 1000, and a `longest` not below it',
    )
  }
  const bounds = { interval, longest }

  function refetchInterval(query: PolledQuery): number {
    const former = learned.get(query)
    // The same state, the same number: another would start TanStack's timer again at each render.
    const { lesson, intervals } =
      former?.lesson.state.deref() === query.state ? former : lookAt(query, former?.lesson)
    const known = intervals.get(`${interval} ${longest}`)
    if (known !== undefined) return known
    const next = nextInterval(query, lesson)
    intervals.set(`${interval} ${longest}`, next)
    return next
  }

  function lookAt(query: PolledQuery, former: Lesson | undefined): Learned {
    const lesson = learn(former, query.state, bounds, Date.now())
    const next = { lesson, intervals: new Map<string, number>() }
    learned.set(query, next)
    return next
  }

  function nextInterval(query: PolledQuery, { rate, roundTrip, failures }: Lesson): number {
    const wanted = intervalFor(rate, interval, roundTrip) * 2 ** failures
    const learnedOne = Math.min(Math.max(wanted, interval), longest)
    const least = leastInterval(query, Date.now())
    return Math.min(Math.ceil(Math.max(learnedOne, least)), LONGEST_TIMER)
  }

  return refetchInterval
}
