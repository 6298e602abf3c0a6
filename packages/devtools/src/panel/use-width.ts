'use client'

import { type RefObject, useEffect, useRef, useState } from 'react'

/** Where nothing is laid out, as in a test. CSS px. */
const UNKNOWN_WIDTH = 480

/** How wide an element is: for a picture whose lines and texts keep their size. CSS px. */
export function useWidth(): readonly [RefObject<HTMLDivElement | null>, number] {
  const element = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(UNKNOWN_WIDTH)
  useEffect(() => {
    const { current } = element
    if (current === null || typeof ResizeObserver === 'undefined') return
    const look = (): void => setWidth(current.clientWidth || UNKNOWN_WIDTH)
    look()
    const observer = new ResizeObserver(look)
    observer.observe(current)
    return () => observer.disconnect()
  }, [])
  return [element, width]
}
