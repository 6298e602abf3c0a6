export type { Clock } from './clock.ts'
export {
  BodyError,
  type BodyFault,
  EtaggedError,
  type EtaggedErrorCode,
  SessionEndedError,
  StatusError,
  UsageError,
} from './errors.ts'
export type { Forwarded, ForwardReason, Hit, Outcome } from './http/cache-status.ts'
export type { Fields } from './http/fields.ts'
export type { Policy } from './rules/policy.ts'
export { variantKey } from './rules/selection.ts'
export type {
  Seconds,
  StoredBody,
  StoredMetadata,
  StoredResponse,
} from './rules/stored-response.ts'
export { createMemoryStore, type MemoryStore, type MemoryStoreOptions } from './stores/memory-store.ts'
export type {
  Awaitable,
  ResponseStore,
  StoreContext,
  StoreFactory,
  StoreSize,
} from './stores/response-store.ts'
