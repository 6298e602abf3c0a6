/**
 * Streams a page together with the responses that it was made of.
 *
 * @module
 */
export { withState, type WithStateOptions } from './with-state.ts'
