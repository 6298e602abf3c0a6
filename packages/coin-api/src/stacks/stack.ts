import type { Digest } from './digest.ts'

/** How a server framework writes entity-tags, and when it answers 304. */
export interface Stack {
  /** The tag of a body. Clients must treat it as opaque. */
  readonly tagOf: (digest: Digest) => string
  /** Does an answer with this status and tag become a 304? */
  readonly isNotModified: (request: Request, status: number, etag: string) => boolean
}

/** The opaque part of a tag: what a weak comparison compares (RFC 9110, 8.8.3.2). */
export function opaqueOf(tag: string): string {
  return tag.startsWith('W/') ? tag.slice(2) : tag
}
