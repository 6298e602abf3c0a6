import type { Turn, Urgency } from '../cache/quota.ts'
import type { Clock } from '../clock.ts'
import type { Seconds } from '../rules/stored-response.ts'
import type { Tabs } from '../tabs/tabs.ts'
import { askForLock } from './ask-for-lock.ts'
import { isBudget } from './decide-knowledge.ts'
import { type Holding, mayGo, nextChance, rankOf } from './decide-turn.ts'
import { FORGOTTEN, type Ledger } from './ledger.ts'

/** So long the others wait for the one that went ahead. */
const PATIENCE: Seconds = 10

/** A timer that comes a little too early is not to come again and again. */
const SHORTEST_WAIT: Seconds = 0.01

/** Refreshes that wait for their turn in one budget. */
export interface Queue {
  /** Rejects with the signal's reason when that aborts before. */
  readonly wait: (turn: Turn) => Promise<() => void>
  readonly size: () => number
  /** Something has changed: looks before long who may go. */
  readonly look: () => void
}

interface QueueOptions {
  readonly ledger: Ledger
  readonly clock: Clock
  /** `undefined`: the page is alone. */
  readonly tabs: Pick<Tabs, 'hold'> | undefined
  readonly lock: string
  readonly onLooked: () => void
}

interface Waiter {
  readonly turn: Turn
  readonly go: (end: () => void) => void
  readonly leave: (reason: unknown) => void
}

interface Ranked {
  readonly waiter: Waiter
  readonly urgency: Urgency
}

export function createQueue({ ledger, clock, tabs, lock, onLooked }: QueueOptions): Queue {
  const waiting = new Set<Waiter>()
  let stopAsking: (() => void) | undefined
  let stopTimer = nothing
  let isLooking = false

  /** The refreshes of this turn that have no answer yet. */
  const refreshes = () =>
    [...ledger.underWay].filter(({ isRefresh, hold }) => isRefresh && hold === ledger.hold)

  function holding(now: Seconds): Holding | undefined {
    const isProbing = refreshes().some(({ since }) => now - since < PATIENCE)
    if (tabs) return ledger.hold && { provedAt: ledger.hold.provedAt, isProbing }
    const known = ledger.known()
    // Nobody else spends what this page knows of.
    return { provedAt: isBudget(known) && known.resetAt > now ? now : undefined, isProbing }
  }

  /** The most urgent first. Whose urgency cannot be said waits no longer: it must not hold the others up. */
  function ranked(): readonly Ranked[] {
    const queue: Ranked[] = []
    for (const waiter of waiting) {
      try {
        queue.push({ waiter, urgency: waiter.turn.urgency() })
      } catch (error) {
        waiter.leave(error)
      }
    }
    queue.sort((one, other) => rankOf(one.urgency) - rankOf(other.urgency))
    return queue
  }

  /** Lets go who may; gives the urgency of the first one who may not. */
  function letGo(now: Seconds): Urgency | undefined {
    for (const { waiter, urgency } of ranked()) {
      if (!mayGo(urgency, ledger.standing(), holding(now), now)) return urgency
      waiting.delete(waiter)
      waiter.go(ledger.permit(waiter.turn.url, true))
    }
    return undefined
  }

  /** Asks for a turn among the tabs if somebody could go then; keeps none for later. */
  function takeTurns(next: Urgency | undefined, now: Seconds): void {
    if (ledger.hold && refreshes().length === 0) {
      ledger.hold.release()
      ledger.hold = undefined
    }
    if (next === undefined) {
      stopAsking?.()
      stopAsking = undefined
    } else if (tabs && !ledger.hold && !stopAsking) {
      if (mayGo(next, ledger.standing(), { isProbing: false }, now)) ask(tabs)
    }
  }

  function ask(among: Pick<Tabs, 'hold'>): void {
    stopAsking = askForLock({
      tabs: among,
      clock,
      lock,
      onGranted(release) {
        stopAsking = undefined
        ledger.hold = { provedAt: undefined, release }
        look()
      },
    })
  }

  /** Wakes when more may go by the passing of time alone. Where nobody waits there is no timer. */
  function setTimer(next: Urgency | undefined, now: Seconds): void {
    stopTimer()
    if (!next && !ledger.hold) return
    const chance = next ? nextChance(ledger.standing().known, now) : Infinity
    const ends = [...ledger.underWay].flatMap(({ since }) => [since + PATIENCE, since + FORGOTTEN])
    const at = Math.min(chance, ...ends.filter((end) => end > now))
    if (at < Infinity) stopTimer = clock.after(Math.max(SHORTEST_WAIT, at - now), settle)
  }

  function settle(): void {
    isLooking = false
    ledger.tidy()
    const now = clock.now()
    const next = letGo(now)
    takeTurns(next, now)
    setTimer(next, now)
    onLooked()
  }

  /** Later, when all have come that come at the same time: the most urgent goes first. */
  function look(): void {
    if (isLooking) return
    isLooking = true
    queueMicrotask(settle)
  }

  return {
    wait: (turn) =>
      new Promise((resolve, reject) => {
        const { signal } = turn
        const abort = (): void => {
          waiter.leave(signal?.reason)
          look()
        }
        const waiter: Waiter = {
          turn,
          go(end) {
            signal?.removeEventListener('abort', abort)
            resolve(end)
          },
          leave(reason) {
            signal?.removeEventListener('abort', abort)
            waiting.delete(waiter)
            reject(reason)
          },
        }
        signal?.addEventListener('abort', abort)
        waiting.add(waiter)
        look()
      }),
    size: () => waiting.size,
    look,
  }
}

function nothing(): void {}
