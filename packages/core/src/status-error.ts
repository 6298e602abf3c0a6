import { type Reading, readData } from './cache/data.ts'
import { readBody } from './cache/read-body.ts'
import { type Clock, systemClock } from './clock.ts'
import { StatusError } from './errors.ts'
import { fieldsOf, fieldValue } from './http/fields.ts'
import { parseRetryAfter } from './http/retry-after.ts'
import type { Seconds, StoredBody, StoredMetadata } from './rules/stored-response.ts'

/**
 * The error that `json` would throw for this answer of `fetch`. Reads its body.
 *
 * @param clock by which `retryAfter` is reckoned when `Retry-After` names a date
 */
export async function statusErrorOf(
  response: Response,
  clock: Pick<Clock, 'now'> = systemClock,
): Promise<StatusError> {
  const { status, url, headers } = response
  const fields = fieldsOf(headers)
  return statusError({ status, url, fields }, await readBody(response), clock.now())
}

export function statusError(
  { status, url, fields }: Pick<StoredMetadata, 'status' | 'url' | 'fields'>,
  body: StoredBody,
  now: Seconds,
): StatusError {
  const reading = readData(body, undefined) as Reading
  const text = typeof body.content === 'string' ? body.content : undefined
  return new StatusError({
    status,
    url,
    body: reading.usable ? reading.data : text,
    retryAfter: parseRetryAfter(fieldValue(fields, 'retry-after'), now),
  })
}
