import { cacheKeysOf, urlOfKey } from '../rules/cache-key.ts'
import type { KeyRange } from '../stores/response-store.ts'
import type { Meant } from './overlap.ts'

/** What is meant: each URL by itself, and whatever has one of these tags; or all that begin alike. */
export type Named =
  | { readonly urls: readonly string[]; readonly tags?: readonly string[] }
  | { readonly prefix: string }

/** The keys under which responses of these URLs may be stored, and the tags of others that are meant. */
export function keyRangesOf(named: Named): readonly KeyRange[] {
  // All there is, and not all of which a URL is known: a store then need not look for it.
  if ('prefix' in named && named.prefix === '') return [named]
  if ('prefix' in named) return cacheKeysOf(named.prefix).map((prefix) => ({ prefix }))
  const keys = named.urls.flatMap((url) => cacheKeysOf(url).map((key) => ({ key })))
  return [...keys, ...tagRangesOf(named)]
}

export function tagRangesOf(named: Named): readonly KeyRange[] {
  return 'tags' in named ? named.tags.map((tag) => ({ tag })) : []
}

/** `undefined`: no tags are meant. */
export function tagsMeantBy(named: Named): Meant | undefined {
  if (!('tags' in named) || named.tags.length === 0) return undefined
  const tags = new Set(named.tags)
  return (tag) => tags.has(tag)
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
