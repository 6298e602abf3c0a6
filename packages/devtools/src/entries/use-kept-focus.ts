'use client'

import { type RefObject, useLayoutEffect, useRef } from 'react'

export interface KeptFocus {
  /** For the table, which has to be focusable. */
  readonly table: RefObject<HTMLTableElement | null>
  /** For its rows. */
  readonly onFocus: () => void
  readonly onBlur: () => void
}

/**
 * Where the focused row leaves the page, by being scrolled away or removed, the table has the focus:
 * else the keyboard would have to start again at the top of the page.
 */
export function useKeptFocus(): KeptFocus {
  const table = useRef<HTMLTableElement>(null)
  const hasFocus = useRef(false)

  useLayoutEffect(() => {
    const { current } = table
    if (!hasFocus.current || current === null) return
    const { activeElement, body } = current.ownerDocument
    if (activeElement !== null && activeElement !== body) return
    hasFocus.current = false
    current.focus({ preventScroll: true })
  })

  return {
    table,
    onFocus() {
      hasFocus.current = true
    },
    // A row that leaves the page while React renders tells nothing.
    onBlur() {
      hasFocus.current = false
    },
  }
}
