import type { Etagged } from '@etagged/core'
import type { Simulation } from '../simulate/simulation.ts'

/** What the panel takes, by itself, in its button, and as a plugin. */
export interface PanelProps {
  /** The client that is looked at. */
  readonly client: Etagged
  /**
   * That of the page's Content-Security-Policy, where it allows styles by a nonce.
   * @default none
   */
  readonly styleNonce?: string | undefined
  /** `auto`: as the page's own `color-scheme` says. @default 'auto' */
  readonly theme?: 'auto' | 'light' | 'dark' | undefined
  /**
   * What the client was made with, so that its network, clock and disk can be made to fail by hand.
   * See {@link createSimulation}.
   * @default none: the tab says how to make one
   */
  readonly simulation?: Simulation | undefined
}
