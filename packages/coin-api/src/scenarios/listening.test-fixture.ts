import { eventsIn, type StreamEvent } from '../stream/events-in.test-fixture.ts'
import { ask, whileTimePasses } from './asking.test-fixture.ts'
import type { Stage } from './stage.test-fixture.ts'

/** A client that listens to the trades. */
export interface Listening {
  readonly answer: Response
  /** The first events to come, this many or more. */
  readonly next: (count: number) => Promise<readonly StreamEvent[]>
  readonly close: () => void
}

/** Listens from now on, or from after an event. */
export async function listen(stage: Stage, lastEventId?: string): Promise<Listening> {
  const gone = new AbortController()
  const answer = await ask(stage, '/stream/trades', {
    headers: lastEventId === undefined ? {} : { 'last-event-id': lastEventId },
    signal: gone.signal,
  })
  if (!answer.body) throw new TypeError('The stream has no body')
  const reader = answer.body.getReader()
  const decoder = new TextDecoder()

  const read = async (count: number): Promise<readonly StreamEvent[]> => {
    let text = ''
    while (eventsIn(text).length < count) {
      const { done, value } = await reader.read()
      if (done) throw new TypeError('The stream has ended')
      text += decoder.decode(value, { stream: true })
    }
    return eventsIn(text)
  }
  return {
    answer,
    next: (count) => whileTimePasses(stage, read(count)),
    close: () => gone.abort(),
  }
}
