export interface PageLife {
  /** The page may be closed without a further word. */
  readonly onHidden: () => void
  /** The page is about to stop: what it holds open now stays open while it sleeps. */
  readonly onSleep: () => void
}

/** Hears from the page until the signal aborts. A worker or a server has none, and never sleeps. */
export function watchPage({ onHidden, onSleep }: PageLife, signal: AbortSignal): void {
  if (typeof document === 'undefined') return
  const hears = { signal }
  const onVisibility = (): void => {
    if (document.visibilityState === 'hidden') onHidden()
  }
  document.addEventListener('visibilitychange', onVisibility, hears)
  document.addEventListener('freeze', onSleep, hears)
  globalThis.addEventListener('pagehide', onSleep, hears)
}
