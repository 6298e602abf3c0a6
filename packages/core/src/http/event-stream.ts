import { type Fields, fieldValue } from './fields.ts'

/** Is this a stream of events, which tells what happens and has no end? (HTML standard §9.2) */
export function isEventStream(fields: Fields): boolean {
  return /^text\/event-stream\b/i.test(fieldValue(fields, 'content-type') ?? '')
}
