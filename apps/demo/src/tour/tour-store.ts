import type { Perform } from './perform-step.ts'
import { STEPS, type StepName } from './steps.ts'
import { keepOffered, keepPlace, type Place, readPlace, wasOffered } from './tour-place.ts'

/** What the card shows. Replaced at each change. */
export interface Tour {
  /** `undefined`: nobody is on it. */
  readonly place: Place | undefined
  /** How many steps were begun in this page: 0 while it shows what a reload has brought back. */
  readonly begun: number
  /** The step's action is under way. */
  readonly isBusy: boolean
  /** What came of it. */
  readonly result: string | undefined
  /** Has nobody in this browser looked at it yet? */
  readonly isNew: boolean
}

/** The tour, for `useSyncExternalStore`. */
export interface TourStore {
  readonly current: () => Tour
  readonly subscribe: (listener: () => void) => () => void
  /** It has been seen: it is not offered again. */
  readonly notice: () => void
  readonly start: () => void
  /** To the next step, or with -1 to the one before; nowhere beyond the ends. */
  readonly move: (by: 1 | -1) => void
  readonly end: () => void
  /** Does what the step is about. */
  readonly act: () => Promise<void>
}

export interface TourOptions {
  /** Lasts as long as the tab: where somebody is. */
  readonly session: Storage
  /** Lasts: whether it was offered. */
  readonly kept: Storage
  /** Does not reject. Aborted when the step is left. */
  readonly perform: Perform
}

export function createTour({ session, kept, perform }: TourOptions): TourStore {
  const listeners = new Set<() => void>()
  let acting: AbortController | undefined
  const found = readPlace(session)
  // The next reload is the visitor's, unless the step makes another one.
  keepPlace(session, found && { ...found, hasReloaded: false })
  let tour: Tour = {
    place: found,
    begun: 0,
    isBusy: false,
    result: undefined,
    isNew: !wasOffered(kept),
  }

  function show(change: Partial<Tour>): void {
    tour = { ...tour, ...change }
    for (const listener of listeners) listener()
  }

  function goTo(step: StepName | undefined): void {
    const place = step && { step, hasReloaded: false }
    acting?.abort()
    keepPlace(session, place)
    const begun = place === undefined ? tour.begun : tour.begun + 1
    show({ place, begun, isBusy: false, result: undefined })
  }

  function notice(): void {
    if (!tour.isNew) return
    keepOffered(kept)
    show({ isNew: false })
  }

  return {
    current: () => tour,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    notice,
    start() {
      notice()
      goTo(STEPS[0]?.name)
    },
    move(by) {
      const at = STEPS.findIndex(({ name }) => name === tour.place?.step)
      const next = STEPS[at + by]
      if (at >= 0 && next !== undefined) goTo(next.name)
    },
    end: () => goTo(undefined),
    async act() {
      const { place } = tour
      if (place === undefined || tour.isBusy) return
      acting = new AbortController()
      const { signal } = acting
      show({ isBusy: true, result: undefined })
      // The page may be gone before it is done.
      if (place.step === 'reload') keepPlace(session, { ...place, hasReloaded: true })
      const result = await perform(place.step, signal)
      // By now somebody may have gone on.
      if (!signal.aborted) show({ isBusy: false, result })
    },
  }
}
