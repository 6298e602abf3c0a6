import type { CacheRequest } from './cache-request.ts'

/**
 * The primary cache key (RFC 9111 §2): credentials mode, method, URL without fragment. Injective:
 * the first two can hold no space (Fetch standard; RFC 9110 §9.1), so the first two spaces
 * always separate. HEAD shares the key of GET, whose stored response may answer it (§4).
 */
export function cacheKey(request: Pick<CacheRequest, 'method' | 'url' | 'credentials'>): string {
  const method = request.method === 'HEAD' ? 'GET' : request.method
  return `${request.credentials} ${method} ${request.url}`
}

const credentialsModes: readonly RequestCredentials[] = ['same-origin', 'include', 'omit']

/** Every key under which a GET of this URL may be stored. */
export function cacheKeysOf(url: string): string[] {
  return credentialsModes.map((credentials) => cacheKey({ method: 'GET', url, credentials }))
}

/** The credentials mode inside the cache key of a GET; `undefined`: it is no such key. */
export function credentialsOfKey(key: string): RequestCredentials | undefined {
  return credentialsModes.find((credentials) => key.startsWith(`${credentials} GET `))
}

/** The URL inside a cache key. */
export function urlOfKey(key: string): string {
  return key.slice(key.indexOf(' ', key.indexOf(' ') + 1) + 1)
}
