import { type Fields, withoutFields } from '../http/fields.ts'
import { storableFields } from './storage.ts'
import type { Seconds, StoredResponse } from './stored-response.ts'

/** They describe the 304's own (absent) content, not the stored body (RFC 9111 §3.2). */
const describeContent: ReadonlySet<string> = new Set([
  'content-length',
  'content-encoding',
  'content-type',
  'content-range',
])

/**
 * The stored response after a 304: its fields updated by the 304's, its instants those of the
 * validation, its body untouched (RFC 9111 §3.2, §4.3.4).
 */
export function freshen(
  stored: StoredResponse,
  notModified: {
    readonly fields: Fields
    readonly requestTime: Seconds
    readonly responseTime: Seconds
  },
): StoredResponse {
  const update = withoutFields(storableFields(notModified.fields), describeContent)
  // Age and Date speak of one message; kept from the former one they would falsify the new age.
  const replaced = new Set(['age', 'date', ...update.map(([name]) => name)])
  return {
    ...stored,
    fields: [...withoutFields(stored.fields, replaced), ...update],
    requestTime: notModified.requestTime,
    responseTime: notModified.responseTime,
    invalidated: false,
  }
}
