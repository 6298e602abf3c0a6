export { withState, type WithStateOptions } from './with-state.ts'
