import type { Turn, Urgency } from '../cache/quota.ts'
import type { Clock } from '../clock.ts'
import type { Seconds } from '../rules/stored-response.ts'
import type { Tabs } from '../tabs/tabs.ts'
import { askForLock } from './ask-for-lock.ts'
import { isBudget } from './decide-knowledge.ts'
import { type Holding, mayGo, nextChance, rankOf } from './decide-turn.ts'
import { FORGOTTEN, type Hold, type Ledger, type Spending } from './ledger.ts'

/** So long the others wait for the one that went ahead. */
const PATIENCE: Seconds = 10

/** A timer that comes a little too early is not to come again and again. */
const SHORTEST_WAIT: Seconds = 0.01

/** Requests that wait for their turn in one budget. */
export interface Queue {
  /** Rejects with the signal's reason when that aborts before. */
  readonly wait: (turn: Turn) => Promise<() => void>
  /** Something has changed: looks again who may go, before long. */
  readonly look: () => void
  readonly size: () => number
  /** The turn among the tabs, while this page has it. */
  readonly hold: () => Hold | undefined
  readonly isIdle: () => boolean
}

interface QueueOptions {
  readonly ledger: Ledger
  readonly clock: Clock
  readonly lock: string
  /** `undefined`: the page is alone. */
  readonly tabs: Tabs | undefined
  readonly onLooked: () => void
}

interface Waiter {
  readonly turn: Turn
  readonly go: (end: () => void) => void
}

interface Next {
  readonly waiter: Waiter
  readonly urgency: Urgency
}

export function createQueue(options: QueueOptions): Queue {
  const { ledger, clock, lock, tabs, onLooked } = options
  const waiting = new Set<Waiter>()
  let hold: Hold | undefined
  let stopAsking: (() => void) | undefined
  let stopTimer = (): void => undefined
  let isLooking = false

  /** The refreshes of this turn that have no answer yet. */
  const refreshes = (): readonly Spending[] =>
    [...ledger.underWay].filter((each) => each.isRefresh && each.hold === hold)

  function holding(now: Seconds): Holding | undefined {
    const isProbing = refreshes().some(({ since }) => now - since < PATIENCE)
    if (tabs) return hold && { provedAt: hold.provedAt, isProbing }
    const known = ledger.known()
    // Nobody else spends what this page knows of.
    return { provedAt: isBudget(known) && known.resetAt > now ? now : undefined, isProbing }
  }

  /** Lets go who may; gives the first one who may not. */
  function letGo(now: Seconds): Next | undefined {
    const next = Array.from(waiting, (waiter) => ({ waiter, urgency: waiter.turn.urgency() }))
    next.sort((one, other) => rankOf(one.urgency) - rankOf(other.urgency))
    return next.find(({ waiter, urgency }) => {
      if (!mayGo(urgency, ledger.standing(now), holding(now), now)) return true
      waiting.delete(waiter)
      const spending = ledger.permit({ url: waiter.turn.url, hold, isRefresh: true })
      waiter.go(() => {
        ledger.withdraw(spending)
        look()
      })
      return false
    })
  }

  /** Asks for the turn among the tabs if somebody could go with it; never keeps it for later. */
  function takeTurns(next: Next | undefined, now: Seconds): void {
    if (hold && refreshes().length === 0) {
      hold.release()
      hold = undefined
    }
    if (next === undefined) {
      stopAsking?.()
      stopAsking = undefined
    } else if (tabs && !hold && !stopAsking) {
      if (mayGo(next.urgency, ledger.standing(now), { isProbing: false }, now)) ask(tabs)
    }
  }

  function ask(among: Tabs): void {
    stopAsking = askForLock({
      tabs: among,
      clock,
      lock,
      onGranted(release) {
        stopAsking = undefined
        hold = { provedAt: undefined, release }
        look()
      },
    })
  }

  /** Wakes when more may go by the passing of time alone. Who waits for nothing has no timer. */
  function setTimer(next: Next | undefined, now: Seconds): void {
    stopTimer()
    if (next === undefined && hold === undefined) return
    const chance = next ? nextChance(ledger.standing(now).known, now) : Infinity
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
    wait(turn) {
      const { signal } = turn
      return new Promise((resolve, reject) => {
        const leave = (): void => {
          waiting.delete(waiter)
          reject(signal?.reason as Error)
          look()
        }
        const waiter: Waiter = {
          turn,
          go(end) {
            signal?.removeEventListener('abort', leave)
            resolve(end)
          },
        }
        signal?.addEventListener('abort', leave)
        waiting.add(waiter)
        look()
      })
    },
    look,
    size: () => waiting.size,
    hold: () => hold,
    isIdle: () => waiting.size === 0 && hold === undefined && ledger.underWay.size === 0,
  }
}
