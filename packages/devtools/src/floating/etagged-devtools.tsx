'use client'

import { type ReactNode, useEffect, useRef, useSyncExternalStore } from 'react'
import { BrandMark } from '../panel/brand-mark.tsx'
import { currentChoice, firstChoice, keepChoice, subscribeToChoice } from '../panel/panel-choice.ts'
import type { PanelProps } from '../panel/panel-props.ts'
import { PanelView } from '../panel/panel-view.tsx'
import { recordingOf } from '../recording/recording.ts'
import { PanelStyle } from '../style/panel-style.tsx'
import { Grip } from './grip.tsx'

/**
 * A button in the corner of the page that opens the panel at its lower edge. While it is closed it
 * listens, and renders nothing.
 */
export function EtaggedDevtools(props: PanelProps): ReactNode {
  const { client, styleNonce, theme = 'auto' } = props
  // From the first render on, or the first requests would be missing.
  recordingOf(client)
  const { isOpen, height } = useSyncExternalStore(subscribeToChoice, currentChoice, firstChoice)
  const opener = useRef<HTMLButtonElement>(null)
  const wasOpen = useRef(false)

  useEffect(() => {
    // Focus was in what is gone.
    if (wasOpen.current && !isOpen) opener.current?.focus()
    wasOpen.current = isOpen
  }, [isOpen])

  function toggle(open: boolean): void {
    keepChoice({ isOpen: open })
  }

  if (!isOpen) {
    return (
      <div className="etd etd-opener-place" data-theme={theme}>
        <PanelStyle nonce={styleNonce} />
        <button
          ref={opener}
          type="button"
          className="etd-opener"
          aria-label="Open the etagged cache panel"
          onClick={() => toggle(true)}
        >
          <BrandMark size={24} />
        </button>
      </div>
    )
  }
  return (
    <section
      className="etd etd-floating"
      data-theme={theme}
      aria-label="etagged cache"
      style={{ height, maxHeight: '90vh' }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) toggle(false)
      }}
    >
      <PanelStyle nonce={styleNonce} />
      <Grip height={height} onResize={(to) => keepChoice({ height: to })} />
      <PanelView
        {...props}
        end={
          <button
            type="button"
            className="etd-button"
            data-kind="quiet"
            aria-label="Close the panel"
            onClick={() => toggle(false)}
          >
            ✕
          </button>
        }
      />
    </section>
  )
}
