/**
 * Tells how each request travels: for tools such as the panel.
 *
 * @module
 */
export type { Inspector, Phase } from '../cache/tracer.ts'
export { createInspector } from './create-inspector.ts'
export { isSecret } from './is-secret.ts'
export { REDACTED } from './redacted.ts'
export { tellsOfUser } from './tells-of-user.ts'
export type {
  BegunTrace,
  DecidedTrace,
  PhaseTrace,
  ReceivedTrace,
  ReplacedTrace,
  SentTrace,
  Trace,
} from './traces.ts'
