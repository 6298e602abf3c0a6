import { type Etagged, SessionEndedError, StatusError } from '@etagged/core'
import type { Wish } from './bookmark-changes.ts'

/** Everything that a bookmark changes: the list itself, and the coins in it. */
const BOOKMARK_PATHS = ['/bookmarks', '/coins/bookmarks'] as const

/**
 * Tells the API of a wish, in the name of whoever had it: `generation` is the session of the click.
 * A wish may wait for the one before it, and the next user must not be asked to fulfil it.
 *
 * @throws SessionEndedError when that session is over, StatusError when the API refuses, and what
 *   the network throws
 */
export async function saveBookmark(
  client: Etagged,
  { mint, isSaved }: Wish,
  generation: string,
): Promise<void> {
  if (client.session.generation !== generation) throw new SessionEndedError()
  const [url, init] = isSaved ? saving(mint) : forgetting(mint)
  const answer = await client.fetch(url, init)
  if (!answer.ok) throw refusal(answer)
  // RFC 9111 §4.4 names the URL of the write, which nobody reads; the API means these by it.
  await Promise.all(BOOKMARK_PATHS.map((prefix) => client.invalidate({ prefix })))
}

function saving(mint: string): readonly [string, RequestInit] {
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ itemId: mint })
  return ['/bookmarks/default/items', { method: 'POST', headers, body }]
}

function forgetting(mint: string): readonly [string, RequestInit] {
  return [`/bookmarks/default/${encodeURIComponent(mint)}`, { method: 'DELETE' }]
}

function refusal({ url, status, headers }: Response): StatusError {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  const retryAfter = Number.isFinite(seconds) ? seconds : undefined
  return new StatusError({ url, status, body: '', retryAfter })
}
