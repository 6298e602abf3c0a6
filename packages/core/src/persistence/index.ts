export type { AttachedDisk, DiskHost, Persistence } from '../cache/persistence.ts'
export type { ResponseStore, StoreFactory } from '../stores/response-store.ts'
export { createPersistence } from './create-persistence.ts'
