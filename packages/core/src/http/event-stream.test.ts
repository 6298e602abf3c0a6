import { expect, it } from 'vitest'
import { isEventStream } from './event-stream.ts'

it.each([
  { type: 'text/event-stream', is: true },
  { type: 'Text/Event-Stream; charset=utf-8', is: true },
  { type: 'text/event-streams', is: false },
  { type: 'application/json', is: false },
])('HTML standard §9.2: $type is a stream of events: $is', ({ type, is }) => {
  expect(isEventStream([['content-type', type]])).toBe(is)
})

it('what tells no type is none', () => {
  expect(isEventStream([])).toBe(false)
})
