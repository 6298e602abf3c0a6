/**
 * Makes a store of your own fit for the cache: budgets, faults, checksums, tabs. `createIdbStore` uses it.
 *
 * @module
 */
export type { AttachedDisk, DiskHost, Persistence } from '../cache/persistence.ts'
export { type Change, type ChangeLog, changesIn, createChangeLog } from '../stores/change-log.ts'
export { isWithin } from '../stores/key-range.ts'
export type { ResponseStore, StoreFactory } from '../stores/response-store.ts'
export { checksumOf } from './checksum.ts'
export { createPersistence } from './create-persistence.ts'
export { type Sealed, sealResponse, unsealResponse } from './sealed-response.ts'
