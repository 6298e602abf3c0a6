export {
  createMemoryDisk,
  createMemoryStoreFactory,
  type MemoryDisk,
  type StoreCall,
} from './memory-disk.ts'
export { type StoreCase, storeContract } from './store-contract.ts'
