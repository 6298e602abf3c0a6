import { Profiler, type ReactNode, useRef } from 'react'

/**
 * Counts how often React has rendered what stands in it, and writes that past React, which would
 * render for it. A production build of React counts nothing.
 */
export function RenderCount({ children }: { readonly children: ReactNode }) {
  const count = useRef(0)
  const output = useRef<HTMLElement>(null)
  function onRender(): void {
    count.current++
    if (output.current) output.current.textContent = String(count.current)
  }
  return (
    <>
      <p>
        Renders of the list: <b ref={output}>0</b>
      </p>
      <Profiler id="counted" onRender={onRender}>
        {children}
      </Profiler>
    </>
  )
}
