import { Profiler, type ReactNode } from 'react'

/** What could be read on a page, from a given moment on. */
export interface Frames {
  /** Puts the page under watch. */
  wrap(page: ReactNode): ReactNode
  /** The moment: what came before it is forgotten. */
  begin(): void
  /**
   * What has been there since: at each commit of React, at each change of the document after the
   * first of them, and at each frame that was painted after it.
   */
  texts(): readonly string[]
}

/** Watches a page until its host leaves the document. */
export function watchFrames(host: HTMLElement): Frames {
  let texts: string[] = []
  // What the former state shows until React has rendered the next one is no fault of anybody's.
  let hasCommitted = false
  const look = (): void => {
    if (hasCommitted) texts.push(host.textContent)
  }
  new MutationObserver(look).observe(host, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  })
  const atEachFrame = (): void => {
    look()
    if (host.isConnected) requestAnimationFrame(atEachFrame)
  }
  requestAnimationFrame(atEachFrame)
  const committed = (): void => {
    hasCommitted = true
    look()
  }
  return {
    wrap: (page) => (
      <Profiler id="page" onRender={committed}>
        {page}
      </Profiler>
    ),
    begin() {
      texts = []
      hasCommitted = false
    },
    texts: () => texts,
  }
}
