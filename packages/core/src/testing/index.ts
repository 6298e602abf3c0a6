/**
 * The contract that a store of your own has to keep, as tests.
 *
 * @module
 */
export {
  createMemoryDisk,
  createMemoryStoreFactory,
  type MemoryDisk,
  type StoreCall,
} from './memory-disk.ts'
export { type StoreCase, storeContract } from './store-contract.ts'
