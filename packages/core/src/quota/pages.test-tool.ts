import type { Quota, Urgency } from '../cache/quota.ts'
import { createManualClock, type ManualClock } from '../manual.test-clock.ts'
import { turn } from '../recorded.test-client.ts'
import {
  createSimulatedOrigin,
  type SimulatedOrigin,
  type SimulatedTab,
} from '../tabs/simulated.test-tabs.ts'
import type { TabsFactory } from '../tabs/tabs.ts'
import { createQuota, type QuotaOptions } from './create-quota.ts'
import {
  createLimitedServer,
  type LimitedServer,
  type LimitedServerOptions,
} from './limited.test-server.ts'

/** A request that a page wanted, and what became of it. */
export interface Wanted {
  readonly name: string
  readonly urgency: Urgency
  /** Seconds since the beginning. */
  readonly wantedAt: number
  sentAt?: number
  answeredAt?: number
  status?: number
  error?: unknown
}

interface Asking {
  readonly signal?: AbortSignal
  /** Asked afresh each time, in place of the urgency of the beginning. */
  readonly urgency?: () => Urgency
}

export interface Page {
  readonly quota: Quota
  readonly tab: SimulatedTab | undefined
  readonly network: typeof fetch
  readonly wanted: readonly Wanted[]
  /** Waits for its turn, sends, and says when it has ended. */
  readonly ask: (name: string, urgency: Urgency, asking?: Asking) => Wanted
}

/** Pages of one origin, a server with a limit, and time. */
export interface World {
  readonly clock: ManualClock
  readonly origin: SimulatedOrigin
  readonly server: LimitedServer
  readonly time: () => number
  /** Lets time go by in small steps, in which everybody acts. */
  readonly pass: (seconds: number) => Promise<void>
  /** The same in one step, in which nothing is to happen. */
  readonly leap: (seconds: number) => Promise<void>
  /** A page in a tab of its own; with `tabs`, in what that joins. */
  readonly open: (options?: QuotaOptions) => Page
}

/** A power of two: no sum of these is rounded. */
const STEP = 1 / 16

export const urlOf = (name: string): string => `https://api.test/coins/${name}`

export function createWorld(serving: Omit<LimitedServerOptions, 'now' | 'wait'> = {}): World {
  const clock = createManualClock()
  const origin = createSimulatedOrigin()
  let time = 0
  const server = createLimitedServer({
    ...serving,
    now: () => time,
    wait: (seconds) =>
      new Promise((resolve) => {
        if (seconds !== Infinity) clock.after(seconds, resolve)
      }),
  })

  function open(options?: QuotaOptions): Page {
    const tab = options?.tabs === undefined ? origin.open() : undefined
    const tabs: TabsFactory | false = tab?.factory ?? options?.tabs ?? false
    const quota = createQuota({ ...options, tabs })
    const network = quota.watch(server.fetch, clock)
    const wanted: Wanted[] = []

    async function send(
      one: Wanted,
      { signal, urgency = () => one.urgency }: Asking,
    ): Promise<void> {
      const url = urlOf(one.name)
      const end = await quota.turn({ method: 'GET', url, path: '/coins/:mint', urgency, signal })
      one.sentAt = time
      try {
        one.status = (await network(url, { signal: signal ?? null })).status
        one.answeredAt = time
      } finally {
        end()
      }
    }

    return {
      quota,
      tab,
      network,
      wanted,
      ask(name, urgency, asking = {}) {
        const one: Wanted = { name, urgency, wantedAt: time }
        wanted.push(one)
        send(one, asking).catch((error: unknown) => {
          one.error = error
        })
        return one
      },
    }
  }

  return {
    clock,
    origin,
    server,
    time: () => time,
    open,
    async leap(seconds) {
      time += seconds
      clock.advance(seconds)
      await turn()
    },
    async pass(seconds) {
      await turn()
      for (let step = 0; step < seconds / STEP; step++) {
        time += STEP
        clock.advance(STEP)
        await turn()
      }
    },
  }
}
