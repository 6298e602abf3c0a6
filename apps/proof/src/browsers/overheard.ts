/** What a page let others hear. */
export interface Overheard {
  readonly channels: string[]
  readonly messages: string[]
  readonly locks: string[]
  readonly console: string[]
}

/** Listens from before the first client: to channels, locks and the console. */
export function overhear(): Overheard {
  const overheard: Overheard = { channels: [], messages: [], locks: [], console: [] }
  const { channels, messages, locks } = overheard

  wrap(BroadcastChannel.prototype, 'postMessage', ({ name }, [message]) => {
    channels.push(name)
    messages.push(JSON.stringify(message))
  })
  wrap(LockManager.prototype, 'request', (_locks, [name]) => locks.push(String(name)))

  for (const level of ['debug', 'info', 'log', 'warn', 'error'] as const) {
    const say = console[level].bind(console)
    console[level] = (...said: unknown[]): void => {
      overheard.console.push(said.map(String).join(' '))
      say(...said)
    }
  }
  return overheard
}

/** Tells of each call of a method, and lets it happen. */
function wrap<T extends object>(
  prototype: T,
  name: keyof T,
  onCall: (receiver: T, given: readonly unknown[]) => void,
): void {
  const original = prototype[name] as (...given: unknown[]) => unknown
  Object.defineProperty(prototype, name, {
    value(this: T, ...given: unknown[]) {
      onCall(this, given)
      return original.apply(this, given)
    },
  })
}
