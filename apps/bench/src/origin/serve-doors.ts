import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Answered, type Answers, createAnswers } from './answers.ts'
import { type Door, doorIn, pathOf } from './door.ts'

/** Answers what comes through a door, each by a log of its own. */
export interface Doors {
  /** `false`: it is for somebody else. */
  serve(request: IncomingMessage, response: ServerResponse): boolean
  log(door: Door): Answered
}

export function createDoors(): Doors {
  const opened = new Map<string, Answers>()

  function behind(door: Door): Answers {
    const prefix = pathOf(door)
    const answers = opened.get(prefix) ?? createAnswers(door.cacheControl, () => 0)
    opened.set(prefix, answers)
    return answers
  }

  return {
    serve({ url = '', headers }, response) {
      const found = doorIn(url)
      if (found === undefined) return false
      const { door, path } = found
      const answer = (): void => behind(door).answer(path, headers, response)
      if (door.latency === 0) answer()
      else setTimeout(answer, door.latency)
      return true
    },
    log: (door) => behind(door).given(),
  }
}
