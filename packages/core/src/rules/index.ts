/**
 * The decisions of RFC 9111 alone, as pure functions: time is an argument.
 *
 * @module
 */
export { type ByteRange, parseByteRange } from '../http/byte-range.ts'
export {
  type Directives,
  deltaSeconds,
  parseCacheControl,
  parseDeltaSeconds,
} from '../http/cache-control.ts'
export { isSendable, weaklyMatches } from '../http/entity-tag.ts'
export { type Fields, fieldsOf, fieldValue } from '../http/fields.ts'
export { parseHttpDate } from '../http/http-date.ts'
export { parseList } from '../http/list.ts'
export { parseStrings } from '../http/structured-strings.ts'
export { fieldsNamedBy, isUnqualified } from '../http/named-fields.ts'
export { currentAge } from './age.ts'
export { audienceOf } from './audience.ts'
export { type BypassReason, bypassReason, keepsNothing } from './bypass.ts'
export { cacheKey } from './cache-key.ts'
export type { CacheRequest, NetworkOnly } from './cache-request.ts'
export { freshen, type NotModified } from './freshen.ts'
export { freshnessLifetime, freshUntil, type Lifetime, type LifetimeSource } from './freshness.ts'
export { decideHead, type HeadNews } from './head.ts'
export { groupsInvalidatedBy, invalidatedBy, isUnsafe } from './invalidation.ts'
export { type Part, type Portion, portionFor } from './part.ts'
export {
  type Audience,
  type CacheMode,
  type ClientPolicy,
  overriddenBy,
  type Policy,
  type ResolvedPolicy,
  resolvePolicy,
} from './policy.ts'
export { needsValidation } from './response-directives.ts'
export {
  decideReuse,
  type MissReason,
  type Reuse,
  type ReuseQuestion,
  type StaleAllowance,
  type ValidationReason,
} from './reuse.ts'
export { nominatedFields, nominatedNames, selectStored, variantKey } from './selection.ts'
export {
  isCutShort,
  type Objection,
  objectionToFreshened,
  objectionToStoring,
  storableFields,
  type StorageQuestion,
} from './storage.ts'
export type { Seconds, StoredBody, StoredMetadata, StoredResponse } from './stored-response.ts'
export { tagOf, tagsOf } from './tags.ts'
export {
  type Asked,
  broughtBack,
  decideValidation,
  mayServeOnError,
  noPrecondition,
  type Precondition,
  preconditionFor,
  type Reply,
  type Validation,
} from './validation.ts'
