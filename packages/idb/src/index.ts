export { createIdbStore } from './create-idb-store.ts'
export { GenerationEndedError } from './fence.ts'
