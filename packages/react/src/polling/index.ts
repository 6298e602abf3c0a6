/**
 * A `refetchInterval` that learns how often something changes.
 *
 * @module
 */
export { polling, type PollingOptions } from './polling.ts'
