import type { ControlApi } from './control-api.ts'
import { defaultSwitches, type SwitchChange, type Switches } from './switches.ts'

/** What the panel shows. Replaced at each change. */
export interface ControlState {
  /** `unknown` until the API has been asked; `absent`: it cannot be controlled. */
  readonly availability: 'unknown' | 'absent' | 'available'
  readonly switches: Switches
  /** Changes that the API has not confirmed yet. */
  readonly pending: number
  /** Why the last change did not happen. */
  readonly failure: string | undefined
}

/** The switches of one API, for `useSyncExternalStore`. None of these throws: see `failure`. */
export interface ControlStore {
  readonly current: () => ControlState
  readonly subscribe: (listener: () => void) => () => void
  /** The same, unless that was asked before. */
  readonly ask: () => void
  /** Asks the API how its switches stand. */
  readonly refresh: () => Promise<void>
  /** Shows the change at once, and takes it back when the API refuses it. */
  readonly change: (change: SwitchChange) => Promise<void>
  /** Resolves to whether it happened. */
  readonly trade: (mint: string, lamports: number) => Promise<boolean>
  readonly reset: () => Promise<void>
}

export function createControlStore(api: ControlApi): ControlStore {
  const listeners = new Set<() => void>()
  let state: ControlState = {
    availability: 'unknown',
    switches: defaultSwitches,
    pending: 0,
    failure: undefined,
  }
  let isAsked = false
  /** Counts the writes. */
  let writes = 0
  /** Writes go one after another: the last one said is the last one done. */
  let queue: Promise<unknown> = Promise.resolve()

  function show(change: Partial<ControlState>): void {
    state = { ...state, ...change }
    for (const listener of listeners) listener()
  }

  function confirm(order: number, switches: Switches): void {
    // A later change is shown already: an older answer knows nothing of it.
    if (order === writes) show({ switches })
  }

  async function refresh(): Promise<void> {
    const order = writes
    isAsked = true
    try {
      const switches = await api.read()
      if (switches === undefined) return show({ availability: 'absent' })
      show({ availability: 'available' })
      confirm(order, switches)
    } catch (error) {
      show({ failure: String(error) })
    }
  }

  async function write(run: () => Promise<Switches | void>): Promise<boolean> {
    const order = ++writes
    show({ pending: state.pending + 1, failure: undefined })
    const turn = queue.then(run)
    // One write that fails does not hold back the next.
    queue = turn.catch(() => undefined)
    try {
      const switches = await turn
      if (switches !== undefined) confirm(order, switches)
      return true
    } catch (error) {
      show({ failure: error instanceof Error ? error.message : String(error) })
      await refresh()
      return false
    } finally {
      show({ pending: state.pending - 1 })
    }
  }

  return {
    current: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    ask() {
      if (!isAsked) void refresh()
    },
    refresh,
    async change(change) {
      show({ switches: { ...state.switches, ...change } })
      await write(() => api.change(change))
    },
    trade: (mint, lamports) => write(() => api.trade(mint, lamports)),
    async reset() {
      await write(() => api.reset())
    },
  }
}
