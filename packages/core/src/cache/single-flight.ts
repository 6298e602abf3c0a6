import type { Clock } from '../clock.ts'
import { cancelBody } from './read-body.ts'

/** One exchange under way, as the work inside sees it. */
export interface Flight {
  /** Aborts when the last caller has left, or the session has ended. */
  readonly signal: AbortSignal
  /**
   * A write to the same URL, or to one of these tags, succeeded meanwhile: the answer may predate it
   * (RFC 9111 §4.4).
   */
  readonly isOverlapped: (tags?: readonly string[]) => boolean
  /** Calls back as soon as that happens: the answer is of no use to who asks from then on. */
  readonly onOverlap: (act: () => void) => void
  /**
   * What was stored for the URL, or with one of these tags, was removed meanwhile: a 304 has nothing
   * left to freshen.
   */
  readonly isForgotten: (tags?: readonly string[]) => boolean
  /**
   * Hands the response to one caller while its body still arrives: the caller's signal and the end
   * of the session go on to abort it.
   */
  handOver(response: Response, signal: AbortSignal | undefined): void
  /** Tells who waits in other tabs whether, and when, they can read the answer on disk. */
  persists(written: Promise<boolean>): void
}

type Work<T> = (flight: Flight) => Promise<T>

/** Which URLs are meant, or which tags. */
export type Meant = (text: string) => boolean

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
  /**
   * Notes that a write to these URLs succeeded: who asks from now on begins a flight of his own.
   * Which tags an answer has is known when it comes: so by tags any flight may be meant.
   */
  overlap(isMeant: Meant, isMeantTag?: Meant): void
  /** Notes that what was stored for these URLs, or with these tags, is gone. */
  forget(isMeant: Meant, isMeantTag?: Meant): void
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
  readonly overlapped: Befallen
  readonly forgotten: Befallen
}

/** What happened to a flight's URL meanwhile, or to tags that its answer may turn out to have. */
interface Befallen {
  byUrl: boolean
  readonly byTag: Meant[]
}

/** More than writes succeed during one exchange; then the URL counts as meant. */
const MOST_REMEMBERED = 100

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
      overlapped: { byUrl: false, byTag: [] },
      forgotten: { byUrl: false, byTag: [] },
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
        isOverlapped: (tags = []) => hasBefallen(flight.overlapped, tags),
        onOverlap: (act) => flight.onOverlap.push(act),
        isForgotten: (tags = []) => hasBefallen(flight.forgotten, tags),
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
      if (shared !== undefined && !isTouched(shared) && !shared.controller.signal.aborted) {
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
    overlap(isMeant, isMeantTag) {
      for (const flight of active) {
        const isBefallen = befall(flight.overlapped, isMeant(flight.url), isMeantTag)
        if (isBefallen) for (const act of flight.onOverlap) act()
      }
    },
    forget(isMeant, isMeantTag) {
      for (const flight of active) befall(flight.forgotten, isMeant(flight.url), isMeantTag)
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

/** Might it concern the flight? */
function befall(what: Befallen, isUrlMeant: boolean, isMeantTag: Meant | undefined): boolean {
  what.byUrl ||= isUrlMeant || what.byTag.length === MOST_REMEMBERED
  if (isMeantTag !== undefined && !what.byUrl) what.byTag.push(isMeantTag)
  return isUrlMeant || isMeantTag !== undefined
}

function hasBefallen({ byUrl, byTag }: Befallen, tags: readonly string[]): boolean {
  return byUrl || byTag.some((isMeant) => tags.some(isMeant))
}

/** Its answer may be older than what is to come of it for who asks now. */
function isTouched({ overlapped }: { readonly overlapped: Befallen }): boolean {
  return overlapped.byUrl || overlapped.byTag.length > 0
}

/** A flight of one tab. */
function nobodyWaits(): void {}
