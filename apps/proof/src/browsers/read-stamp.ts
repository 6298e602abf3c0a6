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
  const etag = response.headers.get('etag') ?? ''
  const { user, path, version, nonce, fill } = (await response.json()) as Stamp
  const isWhole = fill === fillOf(nonce, fill.length)
  const isOfTag = etag === `"${version}"` || etag === `"${version}-${nonce}"`
  return {
    user,
    path,
    version,
    nonce,
    isIntact: isWhole && isOfTag,
    cacheStatus: response.headers.get('cache-status') ?? '',
  }
}
