import {
  type Directives,
  deltaSeconds,
  directivesOf,
  parseDeltaSeconds,
} from '../http/cache-control.ts'
import { fieldValue } from '../http/fields.ts'
import { fieldsNamedBy, isUnqualified } from '../http/named-fields.ts'
import type { Seconds, StoredMetadata } from './stored-response.ts'

/** The cache directives of a response (RFC 9111 §5.2.2). */
export function responseDirectives({ fields }: Pick<StoredMetadata, 'fields'>): Directives {
  return directivesOf(fieldValue(fields, 'cache-control'))
}

/** Does the response's `Cache-Control` carry this directive? */
export function hasResponseDirective(stored: StoredMetadata, name: string): boolean {
  return responseDirectives(stored).has(name)
}

/**
 * Does the response permit something by this directive? A malformed one permits nothing: neither
 * seconds that are no number, nor an argument where none is defined (RFC 9111 §5.2.2).
 */
export function permits(stored: StoredMetadata, name: string): boolean {
  const directives = responseDirectives(stored)
  const value = directives.get(name)
  if (name === 'max-age' || name === 's-maxage') {
    return typeof value === 'string' && parseDeltaSeconds(value) !== undefined
  }
  return value === true || (name === 'private' && fieldsNamedBy(directives, name).length > 0)
}

/** The delta-seconds of one of the response's cache directives, `undefined` when it has none. */
export function responseDeltaSeconds(stored: StoredMetadata, name: string): Seconds | undefined {
  return deltaSeconds(responseDirectives(stored), name)
}

/**
 * Must it be validated before each use? (RFC 9111 §5.2.2.4) A `no-cache` that names fields asks that
 * of these fields only, and they are not stored.
 */
export function needsValidation(stored: StoredMetadata): boolean {
  return isUnqualified(responseDirectives(stored), 'no-cache')
}
