import { own } from './own-property.ts'
import type { StoredResponse } from '../rules/stored-response.ts'
import { areTags } from '../rules/tags.ts'

/**
 * Is this a response as the cache stores it, under this key? What comes from a store outside the
 * page is untrusted: anything else would fail later, in the middle of a request.
 */
export function isStoredUnder(key: string, value: unknown): value is StoredResponse {
  return own(value, 'key') === key && isMessage(value) && isJudgeable(value)
}

function isMessage(value: unknown): boolean {
  const status = own(value, 'status')
  const statusText = own(value, 'statusText')
  return (
    typeof own(value, 'url') === 'string' &&
    Number.isInteger(status) &&
    Number(status) >= 200 &&
    Number(status) <= 599 &&
    typeof statusText === 'string' &&
    isPrintable(statusText) &&
    isFields(own(value, 'fields')) &&
    isBody(own(value, 'body'))
  )
}

function isJudgeable(value: unknown): boolean {
  return (
    isFields(own(value, 'nominated')) &&
    Number.isFinite(own(value, 'requestTime')) &&
    Number.isFinite(own(value, 'responseTime')) &&
    typeof own(value, 'invalidated') === 'boolean' &&
    isTagged(value)
  )
}

/** What it need not have, it must not inherit either. */
function isTagged(value: unknown): boolean {
  const tags = own(value, 'tags')
  return tags === undefined ? Reflect.get(Object(value), 'tags') === undefined : areTags(tags)
}

function isBody(value: unknown): boolean {
  return (
    typeof own(value, 'id') === 'string' && isLengthOf(own(value, 'content'), own(value, 'bytes'))
  )
}

/** By a false length the store would take up too little room, or too much, or less than none. */
function isLengthOf(content: unknown, bytes: unknown): boolean {
  if (typeof bytes !== 'number' || !Number.isSafeInteger(bytes)) return false
  if (content instanceof Uint8Array) return bytes === content.byteLength
  // A code unit of UTF-16 is one to three bytes of UTF-8: to encode a text here would take long.
  return typeof content === 'string' && content.length <= bytes && bytes <= 3 * content.length
}

function isFields(value: unknown): boolean {
  return Array.isArray(value) && value.every(isField)
}

function isField(line: unknown): boolean {
  if (!Array.isArray(line) || line.length !== 2) return false
  const [name, value] = line as unknown[]
  return (
    typeof name === 'string' && fieldName.test(name) && typeof value === 'string' && isText(value)
  )
}

/** What `Headers` takes as a name (RFC 9110 §5.1), in the case in which it gives it back. */
const fieldName = /^[\da-z_!#$%&'*+.^`|~-]+$/

/** What `Headers` takes as a value: no code point above 0xFF, no end of line, no NUL. */
function isText(value: string): boolean {
  return !/[\0\r\n\u{100}-\u{10ffff}]/u.test(value)
}

/** What `Response` takes as a reason phrase (RFC 9112 §4). */
function isPrintable(value: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(value)
}
