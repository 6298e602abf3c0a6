import type { Fields } from '../http/fields.ts'

/** Seconds, possibly with a fraction. Instants count from 1970-01-01T00:00:00Z. */
export type Seconds = number

/**
 * A body as it arrived, after content decoding. Immutable, and shared by every stored response
 * that a 304 freshened from the same 200: its identity is the body's identity.
 */
export interface StoredBody {
  /** Random; names this very body wherever it is kept. */
  readonly id: string
  /** Text when the bytes are well-formed UTF-8, else the bytes. */
  readonly content: string | Uint8Array<ArrayBuffer>
  /** Length in bytes. */
  readonly bytes: number
}

/** All of a stored response but its body: what a 304 rewrites. Plain data. */
export interface StoredMetadata {
  /** Primary cache key (RFC 9111 §2). */
  readonly key: string
  /** The URL without its fragment. */
  readonly url: string
  /** The request's fields that `Vary` nominates, as they were when it was sent (§4.1). */
  readonly nominated: Fields
  /** As received: 200, as a rule. */
  readonly status: number
  /** Reason phrase; empty over HTTP/2, which has none (RFC 9113 §8.3.2). */
  readonly statusText: string
  /** Those that may be stored (§3.1), as the last 200 or 304 left them (§3.2). */
  readonly fields: Fields
  /**
   * When the request was sent that brought, or last validated, this response; seconds since the
   * epoch.
   */
  readonly requestTime: Seconds
  /** When its answer arrived; seconds since the epoch. */
  readonly responseTime: Seconds
  /** A write invalidated it: it must be validated before its next use (§4.4). */
  readonly invalidated: boolean
  /** The tags that the app gave it; absent: none. What the server says is in `fields`. */
  readonly tags?: readonly string[]
  /** It is not for the disk (policy `persist`); absent: it is. */
  readonly memoryOnly?: true | undefined
}

/** A response that was kept, with the instants by which its age is judged (RFC 9111 §4.2.3). */
export interface StoredResponse extends StoredMetadata {
  /** All of it: what was cut short is not stored. */
  readonly body: StoredBody
}
