import { useSyncExternalStore } from 'react'

/** The mint in `#/coin/<mint>`, if a coin is open. */
export function useOpenCoin(): string | undefined {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash)
  const encoded = /^#\/coin\/(.+)$/.exec(hash)?.[1]
  return encoded === undefined ? undefined : decoded(encoded)
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}

/** A URL that someone typed may hold a lone percent sign. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return text
    throw error
  }
}
