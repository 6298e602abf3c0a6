export { createIdbStore, type IdbStoreOptions } from './create-idb-store.ts'
