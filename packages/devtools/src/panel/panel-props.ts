import type { Etagged } from '@etagged/core'

export interface PanelProps {
  /** The client that is looked at. */
  readonly client: Etagged
  /** For pages whose Content-Security-Policy allows styles by a nonce. @default none */
  readonly styleNonce?: string | undefined
  /** `auto`: as the page's own `color-scheme` says. @default 'auto' */
  readonly theme?: 'auto' | 'light' | 'dark' | undefined
}
