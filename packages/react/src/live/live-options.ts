import type { Target } from '@etagged/core'

/** What the events of a source mean to a component. */
export interface LiveOptions<Event> {
  /** What an event makes stale, if anything. What this throws is reported as an uncaught error. */
  readonly invalidates: (event: Event) => Target | readonly Target[] | undefined
  /** All that events of this source can make stale: validated once after some were missed. */
  readonly covers: readonly Target[]
  /**
   * Milliseconds: a target is invalidated at most once in this time, and not before the requests that
   * it caused the last time have ended.
   * @default 1000
   */
  readonly throttle?: number
}
