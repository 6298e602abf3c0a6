import { textAnswer } from './text-answer.ts'

/** An answer whose body is JSON text. */
export function jsonText(text: string, status = 200, headers: HeadersInit = {}): Response {
  const answer = textAnswer(text, { status, headers })
  answer.headers.set('content-type', 'application/json; charset=utf-8')
  return answer
}

/** An answer whose body is this value as JSON. */
export function json(value: unknown, status = 200, headers: HeadersInit = {}): Response {
  return jsonText(JSON.stringify(value), status, headers)
}

/** The answer of the service when there is no such thing: 200, and nothing in it. */
export function emptyAnswer(): Response {
  const answer = textAnswer('')
  answer.headers.delete('content-type')
  return answer
}
