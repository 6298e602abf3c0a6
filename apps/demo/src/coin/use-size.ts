import { type RefCallback, useCallback, useState } from 'react'
import type { ChartSize } from './price-chart-geometry.ts'

/** An element's inner size in CSS px, kept up to date; nothing until it is laid out. */
export function useSize(): readonly [RefCallback<Element>, ChartSize] {
  const [size, setSize] = useState<ChartSize>({ width: 0, height: 0 })
  const ref = useCallback((element: Element | null) => {
    if (element === null) return undefined
    const observer = new ResizeObserver((entries) => {
      const rect = entries.at(-1)?.contentRect
      if (rect) setSize({ width: rect.width, height: rect.height })
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, size]
}
