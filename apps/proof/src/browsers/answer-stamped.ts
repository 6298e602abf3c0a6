import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Answered, StampedOrigin } from './stamped-origin.ts'

/** The stamped origin's answer to what came to a socket. */
export function answerOf(origin: StampedOrigin, incoming: IncomingMessage): Answered {
  const { method = 'GET', url: target = '/', headers } = incoming
  const { authorization, cookie, 'if-none-match': ifNoneMatch } = headers
  // Nobody reads what a request brings.
  incoming.resume()
  return origin.answer({ method, target, authorization, cookie, ifNoneMatch })
}

export function send(
  outgoing: ServerResponse,
  { status, fields, body }: Omit<Answered, 'delay'>,
): void {
  for (const [name, value] of Object.entries(fields)) {
    outgoing.setHeader(name, typeof value === 'string' ? value : [...value])
  }
  outgoing.statusCode = status
  outgoing.end(body)
}
