import type { ReactNode } from 'react'
import { DOCTOR_STYLE } from '../doctor/doctor-style.ts'
import { ENTRIES_STYLE } from '../entries/entries-style.ts'
import { OVERVIEW_STYLE } from '../overview/overview-style.ts'
import { REQUESTS_STYLE } from '../requests/requests-style.ts'
import { SIMULATE_STYLE } from '../simulate/simulate-style.ts'
import { STORAGE_STYLE } from '../storage/storage-style.ts'
import { CONTROLS } from './controls.ts'
import { PIECES } from './pieces.ts'
import { SHELL } from './shell.ts'
import { TOKENS } from './tokens.ts'

const CSS = [
  TOKENS,
  PIECES,
  SHELL,
  OVERVIEW_STYLE,
  REQUESTS_STYLE,
  CONTROLS,
  STORAGE_STYLE,
  DOCTOR_STYLE,
  SIMULATE_STYLE,
  ENTRIES_STYLE,
].join('')

/** The panel's own styles, in the page once for each panel that is open. */
export function PanelStyle({ nonce }: { readonly nonce: string | undefined }): ReactNode {
  // React 18 escapes the text of a <style> on a server.
  return <style nonce={nonce} dangerouslySetInnerHTML={{ __html: CSS }} />
}
