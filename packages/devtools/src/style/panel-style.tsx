import type { ReactNode } from 'react'
import { PIECES } from './pieces.ts'
import { SHELL } from './shell.ts'
import { TOKENS } from './tokens.ts'

const CSS = [TOKENS, PIECES, SHELL].join('')

/** The panel's own styles, in the page once for each panel that is open. */
export function PanelStyle({ nonce }: { readonly nonce: string | undefined }): ReactNode {
  return <style nonce={nonce}>{CSS}</style>
}
