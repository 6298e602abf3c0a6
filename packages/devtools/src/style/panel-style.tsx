import type { ReactNode } from 'react'
import { OVERVIEW_STYLE } from '../overview/overview-style.ts'
import { REQUESTS_STYLE } from '../requests/requests-style.ts'
import { CONTROLS } from './controls.ts'
import { ENTRIES } from './entries.ts'
import { PIECES } from './pieces.ts'
import { SHELL } from './shell.ts'
import { TOKENS } from './tokens.ts'

const CSS = [TOKENS, PIECES, SHELL, OVERVIEW_STYLE, REQUESTS_STYLE, CONTROLS, ENTRIES].join('')

/** The panel's own styles, in the page once for each panel that is open. */
export function PanelStyle({ nonce }: { readonly nonce: string | undefined }): ReactNode {
  return <style nonce={nonce}>{CSS}</style>
}
