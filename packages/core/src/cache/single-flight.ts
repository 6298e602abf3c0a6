import type { Clock } from '../clock.ts'
import {
  noteOverlap,
  type Overlap,
  isOverlapping,
  isTouched,
  type Meant,
  noOverlap,
} from './overlap.ts'
import { deferred } from './deferred.ts'
import { cancelBody } from './read-body.ts'

/** One exchange under way, as the work inside sees it. */
export interface Flight<T = unknown> {
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
  handOver(response: Pick<Response, 'body'>, signal: AbortSignal | undefined): void
  /**
   * Answers the caller who began the flight before it lands. He stays on board: from then on it is by
   * `dismiss` that he is sent away. The returned function lets him leave.
   */
  answerEarly(value: T, dismiss: (reason: unknown) => void): () => void
  /** Tells who waits in other tabs whether, and when, they can read the answer on disk. */
  persists(written: Promise<boolean>): void
}

type Work<T> = (flight: Flight<T>) => Promise<T>

interface Boarding {
  /** The URL that the flight asks for. */
  readonly url: string
  /** The caller's own: it leaves when this aborts, the others stay. */
  readonly signal: AbortSignal | undefined
}

/** What a caller got. */
interface Boarded<T> {
  readonly value: T
  /** Somebody else had begun the flight. */
  readonly collapsed: boolean
  /** The flight's own end, which an early answer comes before. */
  readonly landed: Promise<T>
}

/** The exchanges of one session. */
export interface Flights<T> {
  /** Shares the flight under this key, or begins it. */
  join(key: string, boarding: Boarding, work: Work<T>): Promise<Boarded<T>>
  /** A flight that nobody else can join. */
  alone(boarding: Boarding, work: Work<T>): Promise<Boarded<T>>
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
  answerEarly: Flight<T>['answerEarly']
  readonly overlapped: Overlap
  readonly forgotten: Overlap
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
    { body }: Pick<Response, 'body'>,
    signal: AbortSignal | undefined,
  ): void {
    if (body === null) return
    // Its caller has left, and nobody else can read it.
    if (signal?.aborted) return cancelBody({ body })
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
    const { promise: landed, resolve: land } = deferred<T>()
    const callers = new Set<(reason: unknown) => void>()
    const flight: ActiveFlight<T> = {
      url,
      controller,
      landed,
      callers,
      onOverlap: [],
      answerEarly: () => nobodyWaits,
      overlapped: noOverlap(),
      forgotten: noOverlap(),
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
        isOverlapped: (tags = []) => isOverlapping(flight.overlapped, tags),
        onOverlap: (act) => flight.onOverlap.push(act),
        isForgotten: (tags = []) => isOverlapping(flight.forgotten, tags),
        handOver: (response, signal) => handOver(controller, response, signal),
        answerEarly: (value, dismiss) => flight.answerEarly(value, dismiss),
        persists: nobodyWaits,
      }),
    )
    return flight
  }

  /** Who begins a flight may be answered before it lands. */
  async function lead(
    flight: ActiveFlight<T>,
    signal: AbortSignal | undefined,
  ): Promise<Boarded<T>> {
    const value = await board(flight, signal, true)
    return { value, collapsed: false, landed: flight.landed }
  }

  function board(
    flight: ActiveFlight<T>,
    signal: AbortSignal | undefined,
    isLeader: boolean,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let dismiss: (reason: unknown) => void = reject
      const settle = (): void => {
        signal?.removeEventListener('abort', leave)
        flight.callers.delete(sendAway)
      }
      const sendAway = (reason: unknown): void => {
        settle()
        dismiss(reason)
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
      if (isLeader) {
        flight.answerEarly = (value, then) => {
          // He has left already: his body has no reader.
          if (!flight.callers.has(sendAway)) return nobodyWaits
          dismiss = then
          resolve(value)
          return leave
        }
      }
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
      if (
        shared !== undefined &&
        !isTouched(shared.overlapped) &&
        !shared.controller.signal.aborted
      ) {
        const value = await board(shared, signal, false)
        return { value, collapsed: true, landed: shared.landed }
      }
      const flight = begin(url, work, () => {
        if (joinable.get(key) === flight) joinable.delete(key)
      })
      joinable.set(key, flight)
      return lead(flight, signal)
    },
    async alone({ url, signal }, work) {
      assertMayBoard(signal)
      return lead(begin(url, work, nobodyWaits), signal)
    },
    overlap(isMeant, isMeantTag) {
      for (const flight of active) {
        const isBefallen = noteOverlap(flight.overlapped, isMeant(flight.url), isMeantTag)
        if (isBefallen) for (const act of flight.onOverlap) act()
      }
    },
    forget(isMeant, isMeantTag) {
      for (const flight of active) noteOverlap(flight.forgotten, isMeant(flight.url), isMeantTag)
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
