/**
 * Events of a server that say what is stale.
 *
 * @module
 */
export type { LiveOptions } from './live-options.ts'
export type { LiveListener, LiveSource } from './live-source.ts'
export {
  serverSentEvents,
  type ServerSentEvent,
  type ServerSentEventsOptions,
} from './server-sent-events.ts'
export { useLive } from './use-live.ts'
