import { createEtagged, type Etagged, type EtaggedOptions } from '@etagged/core'
import { createPersistence } from '@etagged/core/persistence'
import { createTabs } from '@etagged/core/tabs'
import { createDisk, type Disk } from './disk.ts'
import type { DiskMutation } from './disk-state.ts'
import { createMachineClock, type MachineClock } from './clock.ts'
import { createOrigin, NOBODY, type Origin } from './origin.ts'
import { drain } from './drain.ts'
import { EVERYONE, lifeOf } from './everyone.ts'
import type { Page } from './page.ts'
import { createScheduler, type Scheduler } from './scheduler.ts'
import { createTabWorld, type TabWorld } from './tabs.ts'

/** One browser, one origin, and the pages of one app. All of it follows from the choices made. */
export interface World {
  readonly scheduler: Scheduler
  readonly clock: MachineClock
  readonly disk: Disk
  readonly tabs: TabWorld
  readonly origin: Origin
  /** Lets a disk finish that does not wait to be chosen. */
  readonly quiesce: () => Promise<void>
  /** Opens the app in a new page. */
  open(name: string, own?: EtaggedOptions): OpenPage
  /** The page is gone, in the middle of whatever it did. */
  kill(page: Page): void
  /** The page is left: what it has asked the disk for still happens. */
  leave(page: Page): void
}

export interface OpenPage {
  readonly page: Page
  readonly etagged: Etagged
}

export interface WorldOptions {
  readonly mutation?: DiskMutation | undefined
  /** Options of every client. */
  readonly client?: EtaggedOptions | undefined
  /** Who the origin answers is told by a cookie that all pages share, not by a token. */
  readonly byCookie?: boolean | undefined
  readonly tracing?: boolean | undefined
  /** In place of the model of a disk. */
  readonly realDisk?: RealDisk | undefined
}

/** A disk whose work goes on by itself, in turns of the event loop. */
export interface RealDisk {
  readonly createDisk: () => Disk
  /** Gives it a few turns after each event. */
  readonly settle: () => Promise<void>
  /** Gives it as many as it needs. */
  readonly quiesce: () => Promise<void>
}

export const BASE_URL = 'https://api.test'

/** A real clock moves on between two events; what happens at one instant has no order. */
const SECONDS_PER_EVENT = 1 / 1024

export function createWorld(options: WorldOptions): World {
  const { mutation, client, byCookie = false, tracing = false, realDisk } = options
  const { settle = drain, quiesce = drain } = realDisk ?? {}
  const clock = createMachineClock(settle)
  const onEvent = (): void => clock.pass(SECONDS_PER_EVENT)
  const scheduler = createScheduler({ onEvent, settle, tracing })
  const disk = realDisk?.createDisk() ?? createDisk(scheduler, mutation)
  const tabs = createTabWorld(scheduler)
  const origin = createOrigin(scheduler, () => clock.now())
  if (byCookie) origin.cookie = NOBODY

  function leave(page: Page): void {
    page.dead = true
    scheduler.forget(page)
    clock.forget(page)
    tabs.forget(page)
  }

  return {
    scheduler,
    clock,
    disk,
    tabs,
    origin,
    quiesce,
    open(name, own) {
      const page: Page = { name, frozen: false, dead: false }
      const etagged: Etagged = createEtagged({
        baseUrl: BASE_URL,
        fetch: origin.forPage(page),
        store: createPersistence(
          disk.forPage(page, (partition) =>
            partition === EVERYONE ? lifeOf(page) : etagged.session.generation,
          ),
        ),
        tabs: createTabs(tabs.forPage(page)),
        clock: clock.forPage(page),
        ...(byCookie ? { identify } : { headers: tokenOf }),
        ...client,
        ...own,
      })
      return { page, etagged }
    },
    leave,
    kill(page) {
      disk.forget(page)
      leave(page)
    },
  }
}

const tokenOf: NonNullable<EtaggedOptions['headers']> = ({ user }) => ({
  authorization: user ?? NOBODY,
})

const identify: NonNullable<EtaggedOptions['identify']> = ({ headers }) => {
  const user = headers.get('x-user')
  return user === NOBODY ? null : (user ?? undefined)
}
