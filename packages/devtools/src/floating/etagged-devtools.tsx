'use client'

import { type KeyboardEvent, type ReactNode, useEffect, useRef, useSyncExternalStore } from 'react'
import { BrandMark } from '../panel/brand-mark.tsx'
import {
  changeChoice,
  currentChoice,
  firstChoice,
  keepChoice,
  subscribeToChoice,
} from '../panel/panel-choice.ts'
import type { PanelProps } from '../panel/panel-props.ts'
import { PanelView } from '../panel/panel-view.tsx'
import { useIsInPage } from '../panel/use-is-in-page.ts'
import { recordingOf } from '../recording/recording.ts'
import { PanelStyle } from '../style/panel-style.tsx'
import { Grip } from './grip.tsx'

/**
 * A button in the corner of the page that opens the panel at its lower edge. While it is closed it
 * listens, and renders nothing. On a server it is nothing.
 */
export function EtaggedDevtools(props: PanelProps): ReactNode {
  const { client, styleNonce, theme = 'auto' } = props
  // From the first render on, or the first requests would be missing.
  if (typeof document !== 'undefined') recordingOf(client)
  const isInPage = useIsInPage()
  const { isOpen, height } = useSyncExternalStore(subscribeToChoice, currentChoice, firstChoice)
  const opener = useRef<HTMLButtonElement>(null)
  const panel = useRef<HTMLElement>(null)
  /** Somebody has just opened or closed it: a page that loads keeps its focus. */
  const isByUser = useRef(false)

  useEffect(() => {
    if (!isByUser.current) return
    isByUser.current = false
    // Focus was in what is gone.
    const tab = panel.current?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')
    const next = isOpen ? tab : opener.current
    next?.focus()
  }, [isOpen])

  function toggle(open: boolean): void {
    isByUser.current = true
    keepChoice({ isOpen: open })
  }

  if (!isInPage) return null
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
      ref={panel}
      className="etd etd-floating"
      data-theme={theme}
      aria-label="etagged cache"
      style={{ height, maxHeight: '90vh' }}
      onKeyDown={(event) => {
        if (isClosing(event)) toggle(false)
      }}
    >
      <PanelStyle nonce={styleNonce} />
      <Grip
        height={height}
        onResize={(to) => changeChoice({ height: to })}
        onRelease={() => keepChoice({})}
      />
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

/** Escape, unless it is of something within: it ends a composition, and empties a search field. */
function isClosing({ key, defaultPrevented, nativeEvent, target }: KeyboardEvent): boolean {
  if (key !== 'Escape' || defaultPrevented || nativeEvent.isComposing) return false
  return !(target instanceof HTMLInputElement && target.type === 'search' && target.value !== '')
}
