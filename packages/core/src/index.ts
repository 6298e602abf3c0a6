/**
 * The cache: a `fetch` with an HTTP cache of one user behind it, data by `json`, endpoints, sessions, events.
 *
 * @module
 */
export { isStoredData } from './cache/data.ts'
export type { Identify } from './cache/check-session.ts'
export type { CredentialFields, CredentialHeaders } from './cache/credentials.ts'
export type {
  CacheEvent,
  DamageEvent,
  EvictionEvent,
  FailureEvent,
  FallbackEvent,
  InvalidationEvent,
  PeekEvent,
  RemovalEvent,
  ReopeningEvent,
  RequestEvent,
  SessionCause,
  SessionEvent,
  StoreFaultEvent,
  StoreOperation,
  Tier,
  UpdateEvent,
  Validator,
  WastedValidationEvent,
  WithheldField,
} from './cache/events.ts'
export type { Inspector } from './cache/tracer.ts'
export type { CacheEventListener } from './cache/journal.ts'
export type { Session } from './cache/session.ts'
export type { OtherTabs } from './cache/other-tabs.ts'
export type { Persistence } from './cache/persistence.ts'
export type { Quota, QuotaBucket, Turn, Urgency } from './cache/quota.ts'
export { type Clock, systemClock } from './clock.ts'
export type { Counts, Rates } from './counts.ts'
export { createEtagged } from './create-etagged.ts'
export {
  defineEndpoint,
  type Endpoint,
  type EndpointDefinition,
  type ParamsOf,
} from './define-endpoint.ts'
export {
  defineMutation,
  type Mutation,
  type MutationDefinition,
  type Precondition,
  type VariablesOf,
  type WriteMethod,
} from './define-mutation.ts'
export {
  BodyError,
  type BodyFault,
  EtaggedError,
  type EtaggedErrorCode,
  PreconditionFailedError,
  SessionEndedError,
  StatusError,
  UsageError,
} from './errors.ts'
export type { Etagged, EtaggedOptions, JsonInit } from './etagged.ts'
export {
  formatCacheStatus,
  type Forwarded,
  type ForwardReason,
  type Hit,
  type Outcome,
} from './http/cache-status.ts'
export type { ParamValue, PathNames, PathParams } from './fill-path.ts'
export type { Fields } from './http/fields.ts'
export type { InvalidateOptions, Target } from './invalidate-target.ts'
export { isTransient } from './is-transient.ts'
export type { DiskEntry, EntryInfo, Inventory, TierSizes } from './inventory.ts'
export type { Audience, CacheMode, ClientPolicy, Policy } from './rules/policy.ts'
export { variantKey } from './rules/selection.ts'
export type {
  Seconds,
  StoredBody,
  StoredMetadata,
  StoredResponse,
} from './rules/stored-response.ts'
export { tagsOf } from './rules/tags.ts'
export type { Schema, SchemaIssue, SchemaResult } from './schema.ts'
export { sendMutation, type SendOptions } from './send-mutation.ts'
export type { Answer, Freshness } from './serve-data.ts'
export { statusErrorOf } from './status-error.ts'
export type { Stats } from './statistics.ts'
export {
  createMemoryStore,
  type MemoryStore,
  type MemoryStoreOptions,
} from './stores/memory-store.ts'
export {
  type Awaitable,
  GenerationEndedError,
  type KeyRange,
  MOST_VARIANTS,
  type ResponseStore,
  type StoreContext,
  type StoreFactory,
  type StoreReport,
  type StoreSize,
} from './stores/response-store.ts'
