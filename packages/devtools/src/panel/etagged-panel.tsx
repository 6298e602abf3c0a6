'use client'

import type { ReactNode } from 'react'
import { PanelStyle } from '../style/panel-style.tsx'
import type { PanelProps } from './panel-props.ts'
import { PanelView } from './panel-view.tsx'
import { useIsInPage } from './use-is-in-page.ts'

/** The panel, embedded: it fills the element that it stands in. On a server it is nothing. */
export function EtaggedPanel(props: PanelProps): ReactNode {
  const { theme = 'auto', styleNonce } = props
  const isInPage = useIsInPage()
  if (!isInPage) return null
  return (
    <section className="etd etd-embedded" data-theme={theme} aria-label="etagged cache">
      <PanelStyle nonce={styleNonce} />
      <PanelView {...props} />
    </section>
  )
}
