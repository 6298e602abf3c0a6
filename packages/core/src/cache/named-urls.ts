import { cacheKeysOf, urlOfKey } from '../rules/cache-key.ts'
import type { KeyRange } from '../stores/response-store.ts'
import type { Meant } from './single-flight.ts'
import type { Named } from './tabs/tab-link.ts'

/** The keys under which responses of these URLs may be stored. */
export function keyRangesOf(named: Named): readonly KeyRange[] {
  return 'prefix' in named
    ? cacheKeysOf(named.prefix).map((prefix) => ({ prefix }))
    : named.urls.flatMap((url) => cacheKeysOf(url).map((key) => ({ key })))
}

export function meantBy(named: Named): Meant {
  if ('prefix' in named) return (url) => url.startsWith(named.prefix)
  const urls = new Set(named.urls)
  return (url) => urls.has(url)
}

/** The URLs of which these keys are, each once. */
export function urlsOf(keys: readonly string[]): readonly string[] {
  return [...new Set(keys.map(urlOfKey))]
}
