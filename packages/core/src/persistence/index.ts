export type { AttachedDisk, DiskHost, Persistence } from '../cache/persistence.ts'
export { createPersistence } from './create-persistence.ts'
