import { parseDeltaSeconds } from '../http/cache-control.ts'
import { fieldValue } from '../http/fields.ts'
import { parseHttpDate } from '../http/http-date.ts'
import { parseList } from '../http/list.ts'
import type { Seconds, StoredMetadata } from './stored-response.ts'

/**
 * How old the response is, in seconds and in the variables of RFC 9111 §4.2.3. Never negative.
 *
 * @param now seconds since the epoch
 */
export function currentAge(stored: StoredMetadata, now: Seconds): Seconds {
  return correctedInitialAge(stored) + Math.max(0, now - stored.responseTime)
}

/** The age that the response already had when it arrived (RFC 9111 §4.2.3). */
export function correctedInitialAge(stored: StoredMetadata): Seconds {
  const apparentAge = Math.max(0, stored.responseTime - dateValue(stored))
  const responseDelay = Math.max(0, stored.responseTime - stored.requestTime)
  const correctedAgeValue = ageValue(stored) + responseDelay
  return Math.max(apparentAge, correctedAgeValue)
}

/** When the origin made the response; without a usable Date, when it arrived (RFC 9110 §6.6.1). */
export function dateValue(stored: StoredMetadata): Seconds {
  const date = fieldValue(stored.fields, 'date')
  if (date === undefined) return stored.responseTime
  return parseHttpDate(date, stored.responseTime) ?? stored.responseTime
}

function ageValue(stored: StoredMetadata): Seconds {
  const age = fieldValue(stored.fields, 'age')
  if (age === undefined) return 0
  return parseDeltaSeconds(parseList(age)[0] ?? '') ?? 0
}
