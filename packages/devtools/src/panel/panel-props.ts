import type { Etagged } from '@etagged/core'
import type { Simulation } from '../simulate/simulation.ts'

export interface PanelProps {
  /** The client that is looked at. */
  readonly client: Etagged
  /** For pages whose Content-Security-Policy allows styles by a nonce. @default none */
  readonly styleNonce?: string | undefined
  /** `auto`: as the page's own `color-scheme` says. @default 'auto' */
  readonly theme?: 'auto' | 'light' | 'dark' | undefined
  /**
   * What the client was made with, so that its network, clock and disk can be made to fail by hand.
   * @default none: the tab says how to make one
   *
   * @example
   * const simulation = createSimulation()
   * const client = createEtagged(simulation.around({ store: createIdbStore() }))
   * <EtaggedDevtools client={client} simulation={simulation} />
   */
  readonly simulation?: Simulation | undefined
}
