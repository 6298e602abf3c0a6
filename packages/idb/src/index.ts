/**
 * The persistent store of a browser: IndexedDB, one database for each user.
 *
 * @module
 */
export { createIdbStore, type IdbStoreOptions } from './create-idb-store.ts'
