import type { Clock } from '../clock.ts'
import { cancelBody } from './read-body.ts'

/** One exchange under way, as the work inside sees it. */
export interface Flight {
  /** Aborts when the last caller has left, or the session has ended. */
  readonly signal: AbortSignal
  /** A write to the same URL succeeded meanwhile: the answer may predate it (RFC 9111 §4.4). */
  readonly isOverlapped: () => boolean
  /** Calls back as soon as that happens: the answer is of no use to who asks from then on. */
  readonly onOverlap: (act: () => void) => void
  /** What was stored for the URL was removed meanwhile: a 304 has nothing left to freshen. */
  readonly isForgotten: () => boolean
  /**
   * Hands the response to one caller while its body still arrives: the caller's signal and the end
   * of the session go on to abort it.
   */
  handOver(response: Response, signal: AbortSignal | undefined): void
  /** Tells who waits in other tabs whether, and when, they can read the answer on disk. */
  persists(written: Promise<boolean>): void
}

type Work<T> = (flight: Flight) => Promise<T>

/** Which URLs are meant. */
export type Meant = (url: string) => boolean

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
  overlap(isMeant: Meant): void
  /** Notes that what was stored for these URLs is gone. */
  forget(isMeant: Meant): void
  /** Aborts everything, now and from now on; all callers are rejected with this reason at once. */
  end(reason: Error): void
}

interface ActiveFlight<T> {
  readonly url: string
  readonly controller: AbortController
  readonly landed: Promise<T>
  /** Those who wait for it; each can be sent away. */
  readonly callers: Set<(reason: unknown) => void>
  readonly onOverlap: (() => void)[]
  overlapped: boolean
  forgotten: boolean
}

/** A body that nobody holds any more needs no aborting. */
const abandonedBodies = new FinalizationRegistry<() => void>((forget) => forget())

export function createFlights<T>(clock: Clock): Flights<T> {
  const active = new Set<ActiveFlight<T>>()
  const streaming = new Set<AbortController>()
  const joinable = new Map<string, ActiveFlight<T>>()
  let ended: Error | undefined

  function handOver(
    controller: AbortController,
    response: Response,
    signal: AbortSignal | undefined,
  ): void {
    const { body } = response
    if (body === null) return
    // Its caller has left, and nobody else can read it.
    if (signal?.aborted) return cancelBody(response)
    const stop = (): void => controller.abort(signal?.reason)
    streaming.add(controller)
    signal?.addEventListener('abort', stop, { once: true })
    abandonedBodies.register(body, () => {
      streaming.delete(controller)
      signal?.removeEventListener('abort', stop)
    })
  }

  function begin(url: string, work: Work<T>, onLanding: () => void): ActiveFlight<T> {
    const controller = new AbortController()
    const { promise: landed, resolve: land } = Promise.withResolvers<T>()
    const callers = new Set<(reason: unknown) => void>()
    const flight: ActiveFlight<T> = {
      url,
      controller,
      landed,
      callers,
      onOverlap: [],
      overlapped: false,
      forgotten: false,
    }
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
        onOverlap: (act) => flight.onOverlap.push(act),
        isForgotten: () => flight.forgotten,
        handOver: (response, signal) => handOver(controller, response, signal),
        persists: nobodyWaits,
      }),
    )
    return flight
  }

  function board(flight: ActiveFlight<T>, signal: AbortSignal | undefined): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const settle = (): void => {
        signal?.removeEventListener('abort', leave)
        flight.callers.delete(sendAway)
      }
      const sendAway = (reason: unknown): void => {
        settle()
        reject(reason)
      }
      const leave = (): void => {
        sendAway(signal?.reason)
        // StrictMode aborts and asks again at once: the flight waits a macrotask for who returns.
        clock.after(0, () => {
          if (flight.callers.size === 0 && active.has(flight)) {
            flight.controller.abort(signal?.reason)
          }
        })
      }
      flight.callers.add(sendAway)
      signal?.addEventListener('abort', leave)
      // The app's own code ran when the flight began, and may have aborted it.
      if (signal?.aborted) leave()
      flight.landed.then(resolve, reject).finally(settle)
    })
  }

  function assertMayBoard(signal: AbortSignal | undefined): void {
    signal?.throwIfAborted()
    if (ended !== undefined) throw ended
  }

  return {
    async join(key, { url, signal }, work) {
      assertMayBoard(signal)
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
      assertMayBoard(signal)
      return board(
        begin(url, work, () => {}),
        signal,
      )
    },
    overlap(isMeant) {
      for (const flight of active) {
        if (!isMeant(flight.url)) continue
        flight.overlapped = true
        for (const act of flight.onOverlap) act()
      }
    },
    forget(isMeant) {
      for (const flight of active) if (isMeant(flight.url)) flight.forgotten = true
    },
    end(reason) {
      ended = reason
      for (const { controller, callers } of active) {
        for (const sendAway of callers) sendAway(reason)
        controller.abort(reason)
      }
      for (const controller of streaming) controller.abort(reason)
      streaming.clear()
    },
  }
}

/** A flight of one tab. */
function nobodyWaits(): void {}
