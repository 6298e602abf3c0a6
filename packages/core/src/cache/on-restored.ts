/**
 * Calls back when the page comes back from the back-forward cache: the session that it shows may have
 * ended meanwhile, and no message of that waits for it. The returned function ends that.
 */
export function onRestored(act: () => void): () => void {
  if (!('document' in globalThis)) return () => undefined
  const onPageShow = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) act()
  }
  // Captured: before the app's own listeners, which may ask at once for what has ended meanwhile.
  window.addEventListener('pageshow', onPageShow, true)
  return () => window.removeEventListener('pageshow', onPageShow, true)
}
