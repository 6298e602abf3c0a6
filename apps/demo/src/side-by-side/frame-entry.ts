import type { Account } from '../auth/account.ts'
import { describeFailure } from '../wallet/describe-failure.ts'
import type { Frame } from './frame.ts'

/** How the sign-in of a frame goes. */
export interface Entering {
  readonly state: 'idle' | 'busy'
  /** Why the last attempt failed, in a sentence that says what to do. */
  readonly failure?: string
}

/** Signs a frame in as its own user, for `useSyncExternalStore`. */
export interface FrameEntry {
  readonly frame: Frame
  readonly current: () => Entering
  readonly subscribe: (listener: () => void) => () => void
  /** With the wallet of the frame's name, which is made if there is none. Does not reject. */
  readonly enter: () => Promise<void>
}

export function createFrameEntry(
  { wallets, signIn }: Pick<Account, 'wallets' | 'signIn'>,
  frame: Frame,
): FrameEntry {
  const listeners = new Set<() => void>()
  let entering: Entering = { state: 'idle' }

  function show(next: Entering): void {
    entering = next
    for (const listener of listeners) listener()
  }

  async function addressOfWallet(): Promise<string> {
    await wallets.refresh()
    const name = frame.name.toLowerCase()
    const known = wallets.current().wallets.find((wallet) => wallet.name.toLowerCase() === name)
    return (known ?? (await wallets.create(frame.name))).address
  }

  return {
    frame,
    current: () => entering,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async enter() {
      show({ state: 'busy' })
      try {
        await signIn(await addressOfWallet())
        show({ state: 'idle' })
      } catch (error) {
        show({ state: 'idle', failure: describeFailure(error) })
      }
    },
  }
}
