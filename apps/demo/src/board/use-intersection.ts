import { type RefObject, useEffect, useRef } from 'react'

/** Tells whether the element is within `margin` of the viewport: at first, and at each change. */
export function useIntersection(
  element: RefObject<Element | null>,
  margin: string,
  onChange: (isNear: boolean) => void,
): void {
  const latest = useRef(onChange)
  useEffect(() => {
    latest.current = onChange
  })
  useEffect(() => {
    if (element.current === null) return undefined
    const observer = new IntersectionObserver(
      (entries) => latest.current(entries.at(-1)?.isIntersecting ?? false),
      { rootMargin: margin },
    )
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element, margin])
}
