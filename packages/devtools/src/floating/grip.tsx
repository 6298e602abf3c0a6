'use client'

import type { KeyboardEvent, PointerEvent, ReactNode } from 'react'

const LEAST = 160
const STEP = 40

interface GripProps {
  /** CSS px. */
  readonly height: number
  readonly onResize: (height: number) => void
  /** It has the height that was wanted. */
  readonly onRelease: () => void
}

/** The upper edge, by which the panel is made higher: by pointer, or by the arrow keys. */
export function Grip({ height, onResize, onRelease }: GripProps): ReactNode {
  const most = typeof window === 'undefined' ? height : Math.round(window.innerHeight * 0.9)

  function resize(to: number): void {
    onResize(Math.min(Math.max(to, LEAST), Math.max(most, LEAST)))
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    event.preventDefault()
    resize(height + (event.key === 'ArrowUp' ? STEP : -STEP))
    onRelease()
  }

  function onPointerDown(event: PointerEvent<HTMLElement>): void {
    event.currentTarget.setPointerCapture(event.pointerId)
  }

  function onPointerMove(event: PointerEvent<HTMLElement>): void {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    resize(window.innerHeight - event.clientY)
  }

  return (
    <div
      role="separator"
      aria-label="Height of the panel"
      aria-orientation="horizontal"
      aria-valuenow={height}
      aria-valuemin={LEAST}
      aria-valuemax={most}
      tabIndex={0}
      className="etd-grip"
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onLostPointerCapture={onRelease}
    />
  )
}
