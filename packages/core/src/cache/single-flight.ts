import type { Clock } from '../clock.ts'

/** One exchange under way, as the work inside sees it. */
export interface Flight {
  /** Aborts when the last caller has left, or the session has ended. */
  readonly signal: AbortSignal
  /** A write to the same URL succeeded meanwhile: the answer may predate it (RFC 9111 §4.4). */
  readonly isOverlapped: () => boolean
  /**
   * Hands the response to one caller while its body still arrives: the caller's signal and the end
   * of the session go on to abort it.
   */
  handOver(response: Response, signal: AbortSignal | undefined): void
}

type Work<T> = (flight: Flight) => Promise<T>

interface Boarding {
  /** The URL that the flight asks for. */
  readonly url: string
  /** The caller's own: it leaves when this aborts, the others stay. */
  readonly signal: AbortSignal | undefined
}

/** The exchanges of one session. */
export interface Flights<T> {
  /** Shares the flight under this key, or begins it. */
  join(key: string, boarding: Boarding, work: Work<T>): Promise<{ value: T; collapsed: boolean }>
  /** A flight that nobody else can join. */
  alone(boarding: Boarding, work: Work<T>): Promise<T>
  /** Notes that a write to these URLs succeeded: who asks from now on begins a flight of his own. */
  overlap(urls: readonly string[]): void
  /** Aborts everything; all callers are rejected with this reason at once. */
  end(reason: Error): void
}

interface ActiveFlight<T> {
  readonly url: string
  readonly controller: AbortController
  readonly landed: Promise<T>
  callers: number
  overlapped: boolean
}

/** A body that nobody holds any more needs no aborting. */
const abandonedBodies = new FinalizationRegistry<() => void>((forget) => forget())

export function createFlights<T>(clock: Clock): Flights<T> {
  const active = new Set<ActiveFlight<T>>()
  const streaming = new Set<AbortController>()
  const joinable = new Map<string, ActiveFlight<T>>()

  function begin(url: string, work: Work<T>, onLanding: () => void): ActiveFlight<T> {
    const controller = new AbortController()
    const { promise: landed, resolve: land } = Promise.withResolvers<T>()
    const flight: ActiveFlight<T> = { url, controller, landed, callers: 0, overlapped: false }
    active.add(flight)
    const leave = (): void => {
      active.delete(flight)
      onLanding()
    }
    landed.then(leave, leave)
    land(
      work({
        signal: controller.signal,
        isOverlapped: () => flight.overlapped,
        handOver: ({ body }, signal) => {
          if (body === null) return
          streaming.add(controller)
          abandonedBodies.register(body, () => streaming.delete(controller))
          signal?.addEventListener('abort', () => controller.abort(signal.reason), { once: true })
        },
      }),
    )
    return flight
  }

  function board(flight: ActiveFlight<T>, signal: AbortSignal | undefined): Promise<T> {
    flight.callers++
    return new Promise<T>((resolve, reject) => {
      const leave = (): void => {
        settle()
        flight.callers--
        reject(signal?.reason)
        // StrictMode aborts and asks again at once: the flight waits a macrotask for who returns.
        clock.after(0, () => {
          if (flight.callers === 0) flight.controller.abort(signal?.reason)
        })
      }
      const abandon = (): void => {
        settle()
        reject(flight.controller.signal.reason)
      }
      const settle = (): void => {
        signal?.removeEventListener('abort', leave)
        flight.controller.signal.removeEventListener('abort', abandon)
      }
      signal?.addEventListener('abort', leave)
      flight.controller.signal.addEventListener('abort', abandon)
      flight.landed.then(resolve, reject).finally(settle)
    })
  }

  return {
    async join(key, { url, signal }, work) {
      signal?.throwIfAborted()
      const shared = joinable.get(key)
      if (shared !== undefined && !shared.overlapped && !shared.controller.signal.aborted) {
        return { value: await board(shared, signal), collapsed: true }
      }
      const flight = begin(url, work, () => {
        if (joinable.get(key) === flight) joinable.delete(key)
      })
      joinable.set(key, flight)
      return { value: await board(flight, signal), collapsed: false }
    },
    async alone({ url, signal }, work) {
      signal?.throwIfAborted()
      return board(
        begin(url, work, () => {}),
        signal,
      )
    },
    overlap(urls) {
      for (const flight of active) if (urls.includes(flight.url)) flight.overlapped = true
    },
    end(reason) {
      for (const flight of active) flight.controller.abort(reason)
      for (const controller of streaming) controller.abort(reason)
      streaming.clear()
    },
  }
}
