import { isStoredUnder } from '../cache/is-stored-under.ts'
import { variantKey } from '../rules/selection.ts'
import type { StoredBody, StoredResponse } from '../rules/stored-response.ts'
import { checksumOf } from './checksum.ts'

/**
 * A response as a store writes it: its metadata as text, and a sum by which damage to that or to the
 * content shows. Without a content it is what a 304 rewrites.
 */
export type Sealed = readonly [sum: number, text: string, content?: StoredBody['content']]

/** What the text tells, in this order: a list takes less room than an object, or names. */
const MEMBERS = [
  'id',
  'bytes',
  'url',
  'nominated',
  'status',
  'statusText',
  'fields',
  'requestTime',
  'responseTime',
  'invalidated',
  'tags',
] as const

/**
 * A response as it is to be written. Member by member: what else the object may carry does not belong
 * on disk.
 *
 * @param content that of its body; none: only the metadata, as a 304 has changed them
 */
export function sealResponse(stored: StoredResponse, ...content: [StoredBody['content']?]): Sealed {
  const { key, url, body } = stored
  // It mostly ends the key.
  const told = { ...stored, ...body, url: key.endsWith(url) ? url.length : url }
  const text = JSON.stringify(MEMBERS.map((name) => told[name]))
  return [sumOf(text, ...content), text, ...content]
}

/**
 * The response that was sealed, bit by bit; `undefined`: it is something else. It is untrusted, and
 * may be anything.
 *
 * @param key under which it was found: a response of another key is none
 * @param sealed what was found there
 * @param former for what has no content: the response of which it has to be a later state. What is
 *   of another body, of another variant, or of an earlier request is none
 */
export function unsealResponse(
  key: string,
  [sum, text, content]: readonly unknown[],
  former?: StoredResponse,
): StoredResponse | undefined {
  try {
    // What cannot be summed up or parsed throws.
    if (sum !== sumOf(text as string, content as string)) return undefined
    const { id, bytes, url, ...others } = membersIn(JSON.parse(text as string) as unknown[])
    const stored = {
      ...others,
      key,
      url: typeof url === 'number' ? key.slice(key.length - url) : url,
      body: former?.body ?? { id, bytes, content },
    }
    if (id !== stored.body.id || !isStoredUnder(key, stored)) return undefined
    return former === undefined || isSuccessor(stored, former) ? stored : undefined
  } catch {
    return undefined
  }
}

function isSuccessor(stored: StoredResponse, former: StoredResponse): boolean {
  return variantKey(stored) === variantKey(former) && stored.requestTime >= former.requestTime
}

function membersIn(list: readonly unknown[]): {
  readonly [Name in (typeof MEMBERS)[number]]?: unknown
} {
  // What is absent was written as null.
  return Object.fromEntries(
    MEMBERS.flatMap((name, at) => (list[at] == null ? [] : [[name, list[at]]])),
  )
}

function sumOf(text: string, content: StoredBody['content'] = ''): number {
  return (checksumOf(text) ^ checksumOf(content)) >>> 0
}
