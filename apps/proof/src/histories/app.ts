import type { Oracle } from '../oracle/oracle.ts'
import { EVERYONE } from '../world/everyone.ts'
import { NOBODY, paths } from '../world/origin.ts'
import type { OpenPage, World } from '../world/world.ts'
import type { RunOptions } from './run-options.ts'
import { type History, type Step, TABS, USERS } from './steps.ts'

/** The app in all its tabs, and fate. */
export interface App {
  take(step: Step): void
  /** What of a step takes time. */
  finish(step: Step): Promise<void>
  wakeAll(): void
  closeAll(): void
}

export function createApp(
  world: World,
  oracle: Oracle,
  history: History,
  { mutation = {}, suffix = '', realDisk }: RunOptions,
): App {
  const { disk, origin, clock, scheduler, tabs } = world
  const { calls } = oracle
  const logins: (string | null)[] = []
  const partitions = new Map<string | null, string>()
  let controllers: AbortController[] = []
  let lost = 0
  let lives = 0
  origin.fails = () => lost-- > 0

  const open = Array.from({ length: TABS }, (_, index) => begin(index))

  function begin(tab: number): OpenPage {
    lives++
    const opened = world.open(`tab ${tab + 1}.${lives}`)
    oracle.watch(opened)
    return opened
  }

  const at = (tab: number): OpenPage => open[tab] ?? begin(tab)
  const pathOf = (path: number): string => paths[path] ?? paths[0]

  function signIn(tab: number, user: string | null): void {
    const opened = at(tab)
    logins[tab] = user
    if (origin.cookie !== undefined) origin.cookie = user ?? NOBODY
    calls.signIn(opened, user)
    partitions.set(user, opened.etagged.session.partition)
  }

  function restart(tab: number): void {
    open[tab] = begin(tab)
    const user = logins[tab]
    if (user !== undefined) calls.signIn(at(tab), user)
  }

  const nameOf = (user: number): string | null => {
    const name = USERS[user]
    return name ? `${name}${suffix}` : null
  }

  function partitionOf(user: number): string {
    return partitions.get(nameOf(user)) ?? 'anonymous'
  }

  function lose(user: number, how: 'evict' | 'damage'): void {
    const partition = partitionOf(user)
    oracle.trouble(partition)
    if (how === 'evict') disk.evict(partition, 'limit')
    else disk.damage(partition)
  }

  function wake(opened: OpenPage, how: 'restored' | 'resumed' | 'shown'): void {
    opened.page.frozen = false
    if (mutation.deafToEnds) return
    tabs.wake(opened.page, how)
    oracle.woke(opened)
  }

  /** A frozen page calls nothing. */
  function whileAwake(tab: number, act: (opened: OpenPage) => void): void {
    const opened = at(tab)
    // By cookie, a page that does not know its user yet asks as whoever the cookie says.
    const isUnknown = history.byCookie && opened.etagged.session.state === 'unknown'
    if (!opened.page.frozen && !isUnknown) act(opened)
  }

  const actions: { readonly [Do in Step['do']]: (step: Extract<Step, { do: Do }>) => void } = {
    json: ({ tab, path }) => whileAwake(tab, (page) => calls.json(page, pathOf(path))),
    fetch: ({ tab, path }) => whileAwake(tab, (page) => calls.fetch(page, pathOf(path))),
    peek: ({ tab, path }) => whileAwake(tab, (page) => calls.peek(page, pathOf(path))),
    peekMemory: ({ tab, path }) => whileAwake(tab, (page) => calls.peekMemory(page, pathOf(path))),
    'json for all': ({ tab, path }) =>
      whileAwake(tab, (page) => calls.everyones(page, pathOf(path), 'json')),
    'peek for all': ({ tab, path }) =>
      whileAwake(tab, (page) => calls.everyones(page, pathOf(path), 'peek')),
    write: ({ tab, path }) => whileAwake(tab, (page) => calls.write(page, pathOf(path))),
    invalidate: ({ tab, path, by }) =>
      whileAwake(tab, (page) => calls.invalidate(page, pathOf(path), by)),
    remove: ({ tab, path, by }) => whileAwake(tab, (page) => calls.remove(page, pathOf(path), by)),
    'abortable read': ({ tab, path }) =>
      whileAwake(tab, (page) => {
        const controller = new AbortController()
        controllers.push(controller)
        calls.json(page, pathOf(path), { signal: controller.signal })
      }),
    abort() {
      for (const controller of controllers) controller.abort()
      controllers = []
    },
    'sign in'({ tab, user }) {
      if (!at(tab).page.frozen) signIn(tab, nameOf(user))
    },
    'sign out': ({ tab, keep }) =>
      whileAwake(tab, (page) => {
        logins[tab] = null
        if (origin.cookie !== undefined) origin.cookie = NOBODY
        calls.signOut(page, keep)
      }),
    crash({ tab }) {
      world.kill(at(tab).page)
      restart(tab)
    },
    reload({ tab }) {
      world.leave(at(tab).page)
      restart(tab)
    },
    freeze({ tab }) {
      at(tab).page.frozen = true
    },
    wake: ({ tab, how }) => wake(at(tab), how),
    'change cookie'({ user }) {
      if (origin.cookie !== undefined) origin.cookie = nameOf(user) ?? NOBODY
    },
    'write elsewhere': ({ path }) => origin.write(pathOf(path)),
    evict: ({ user }) => lose(user, 'evict'),
    damage: ({ user }) => lose(user, 'damage'),
    'clear site data'() {
      // Who has no model of a disk has no browser that clears it.
      if (realDisk !== undefined) return
      for (const partition of partitions.values()) oracle.cleared(partition)
      for (const partition of ['anonymous', EVERYONE]) oracle.cleared(partition)
      disk.clear()
    },
    fault({ fault }) {
      disk.fault = fault
    },
    'lose answers'({ count }) {
      lost = count
    },
    wait() {},
    'set clock'({ seconds }) {
      clock.step(seconds)
      if (seconds < 0) oracle.clockWentBack()
    },
  }

  /** What the disk has been asked for is done, so that no budget runs out. */
  async function settleDisk(): Promise<void> {
    const isOfDisk = ({ lane }: { lane?: string | undefined }): boolean =>
      lane !== undefined && /^(?:store|hears) /.test(lane)
    for (let events = 0; events < 100; events++) {
      const event = scheduler.enabled().find(isOfDisk)
      if (event === undefined) return
      await scheduler.take(event)
    }
  }

  return {
    // Each action takes its own kind of step, which the compiler cannot see through the table.
    take: (step) => actions[step.do](step as never),
    async finish(step) {
      // What fell due while a page slept, or while all this happened.
      if (step.do !== 'wait') return clock.advance(0)
      if (step.settled) await settleDisk()
      await clock.advance(step.seconds)
    },
    wakeAll() {
      for (const opened of open) if (opened.page.frozen) wake(opened, 'resumed')
    },
    closeAll() {
      for (const { page } of open) world.kill(page)
    },
  }
}
