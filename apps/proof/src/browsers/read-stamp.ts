import { fillOf } from './fill.ts'
import type { Stamp } from './stamped-origin.ts'

/** What a page got for a URL, and whether it is what an origin had sent in one piece. */
export interface Reading extends Pick<Stamp, 'user' | 'path' | 'version' | 'nonce'> {
  /** The body is whole, and it is the one of its entity-tag. */
  readonly isIntact: boolean
  /** What the cache says that it did (RFC 9211). */
  readonly cacheStatus: string
}

/** Reads the stamp that the origin put on a body. */
export async function readStamp(response: Response): Promise<Reading> {
  const { headers } = response
  return readingOf((await response.json()) as Stamp, {
    etag: headers.get('etag') ?? '',
    cacheStatus: headers.get('cache-status') ?? '',
  })
}

export function readingOf(
  { user, path, version, nonce, fill }: Stamp,
  { etag, cacheStatus }: { readonly etag: string; readonly cacheStatus: string },
): Reading {
  const isWhole = fill === fillOf(nonce, fill.length)
  const isOfTag = etag === `"${version}"` || etag === `"${version}-${nonce}"`
  return { user, path, version, nonce, isIntact: isWhole && isOfTag, cacheStatus }
}
