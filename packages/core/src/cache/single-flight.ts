import type { Clock } from '../clock.ts'
import type { Seconds } from '../rules/stored-response.ts'
import {
  noteOverlap,
  type Overlap,
  isOverlapping,
  isTouched,
  type Meant,
  noOverlap,
} from './overlap.ts'
import { deferred } from './deferred.ts'
import type { Flight } from './flight.ts'
import { createStreamingBodies } from './streaming-bodies.ts'

type Work<T> = (flight: Flight<T>) => Promise<T>

interface Boarding {
  /** The URL that the flight asks for. */
  readonly url: string
  /** The caller's own: it leaves when this aborts, the others stay. */
  readonly signal: AbortSignal | undefined
  /**
   * So long a caller who comes along waits for the landing, once who began the flight has been
   * answered early. Absent: however long it takes.
   */
  readonly patience?: Seconds
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
  /** Shares the flight under this key, or begins it. `undefined`: his patience has ended. */
  join(key: string, boarding: Boarding, work: Work<T>): Promise<Boarded<T> | undefined>
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
  /** Called when who began it is answered early; `undefined`: he is. */
  onEarlyAnswer: (() => void)[] | undefined
  readonly overlapped: Overlap
  readonly forgotten: Overlap
}

/** A flight, and what sends it on its way. */
interface Beginning<T> {
  readonly flight: ActiveFlight<T>
  readonly depart: (work: Work<T>) => void
}

export function createFlights<T>(clock: Clock): Flights<T> {
  const active = new Set<ActiveFlight<T>>()
  const streaming = createStreamingBodies()
  const joinable = new Map<string, ActiveFlight<T>>()
  let ended: Error | undefined

  function begin(url: string, onLanding: () => void): Beginning<T> {
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
      onEarlyAnswer: [],
      overlapped: noOverlap(),
      forgotten: noOverlap(),
    }
    active.add(flight)
    const leave = (): void => {
      active.delete(flight)
      onLanding()
    }
    landed.then(leave, leave)
    const depart = (work: Work<T>): void =>
      land(
        work({
          signal: controller.signal,
          isOverlapped: (tags = []) => isOverlapping(flight.overlapped, tags),
          onOverlap: (act) => flight.onOverlap.push(act),
          isForgotten: (tags = []) => isOverlapping(flight.forgotten, tags),
          handOver: (response, signal) => streaming.add(controller, response, signal),
          answerEarly: (value, dismiss) => flight.answerEarly(value, dismiss),
          persists: nobodyWaits,
        }),
      )
    return { flight, depart }
  }

  /** Who begins a flight may be answered before it lands. */
  async function lead(
    flight: ActiveFlight<T>,
    signal: AbortSignal | undefined,
  ): Promise<Boarded<T>> {
    const value = await board(flight, { url: flight.url, signal }, true)
    return { value, collapsed: false, landed: flight.landed }
  }

  async function follow(
    flight: ActiveFlight<T>,
    boarding: Boarding,
  ): Promise<Boarded<T> | undefined> {
    try {
      const value = await board(flight, boarding, false)
      return { value, collapsed: true, landed: flight.landed }
    } catch (error) {
      if (error === patienceEnded) return undefined
      throw error
    }
  }

  function board(
    flight: ActiveFlight<T>,
    { signal, patience }: Boarding,
    isLeader: boolean,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let dismiss: (reason: unknown) => void = reject
      let cancel = nobodyWaits
      const settle = (): void => {
        cancel()
        signal?.removeEventListener('abort', leave)
        flight.callers.delete(sendAway)
      }
      const sendAway = (reason: unknown): void => {
        settle()
        dismiss(reason)
      }
      const leaveFor = (reason: unknown): void => {
        sendAway(reason)
        // StrictMode aborts and asks again at once: the flight waits a macrotask for who returns.
        clock.after(0, () => {
          if (flight.callers.size === 0 && active.has(flight)) flight.controller.abort(reason)
        })
      }
      const leave = (): void => leaveFor(signal?.reason)
      flight.callers.add(sendAway)
      signal?.addEventListener('abort', leave)
      if (isLeader) {
        flight.answerEarly = (value, then) => {
          // He has left already: his body has no reader.
          if (!flight.callers.has(sendAway)) return nobodyWaits
          dismiss = then
          resolve(value)
          for (const hear of flight.onEarlyAnswer ?? []) hear()
          flight.onEarlyAnswer = undefined
          return leave
        }
      } else if (patience !== undefined) {
        const lose = (): void => {
          cancel = clock.after(patience, () => leaveFor(patienceEnded))
        }
        if (flight.onEarlyAnswer === undefined) lose()
        else flight.onEarlyAnswer.push(lose)
      }
      // The app's own code ran when the flight began, and may have aborted it, or ended the session.
      if (signal?.aborted) leave()
      else if (flight.controller.signal.aborted) sendAway(flight.controller.signal.reason)
      flight.landed.then(resolve, reject).finally(settle)
    })
  }

  function assertMayBoard(signal: AbortSignal | undefined): void {
    signal?.throwIfAborted()
    if (ended !== undefined) throw ended
  }

  return {
    async join(key, boarding, work) {
      const { url, signal } = boarding
      assertMayBoard(signal)
      const shared = joinable.get(key)
      if (
        shared !== undefined &&
        !isTouched(shared.overlapped) &&
        !shared.controller.signal.aborted
      ) {
        return follow(shared, boarding)
      }
      const { flight, depart } = begin(url, () => {
        if (joinable.get(key) === flight) joinable.delete(key)
      })
      joinable.set(key, flight)
      // The app's own `fetch` runs in this step, and may ask for the same.
      depart(work)
      return lead(flight, signal)
    },
    async alone({ url, signal }, work) {
      assertMayBoard(signal)
      const { flight, depart } = begin(url, nobodyWaits)
      depart(work)
      return lead(flight, signal)
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
      streaming.end(reason)
    },
  }
}

/** Why a caller left who did not want to wait any longer. */
const patienceEnded = new Error('The patience of this caller has ended')

/** A flight of one tab. */
function nobodyWaits(): void {}
