import { textOf } from '../http/text-answer.ts'
import { digestOf } from './digest.ts'
import { express } from './express.ts'
import { fastify } from './fastify.ts'
import { remember } from './remember.ts'

/** Which framework the service is built on: its tags and its way with conditional requests. */
export type StackName = 'fastify' | 'express'

/** Tags an answer, or turns it into a 304 when the client has that very body. */
export type AnswerConditionally = (request: Request, answer: Response) => Promise<Response>

const STACKS = { fastify, express }

/**
 * The last step of an answer in this stack. Text gets a tag, errors too, unless it brings its own;
 * streams and answers without a body pass as they are. A HEAD loses its body here, after the tag.
 */
export function createConditional(name: StackName): AnswerConditionally {
  const stack = STACKS[name]
  const digest = remember(digestOf)

  const tagOf = async (answer: Response): Promise<string | null> => {
    const text = textOf(answer) ?? ''
    return answer.headers.get('etag') ?? (text === '' ? null : stack.tagOf(await digest(text)))
  }

  return async (request, answer) => {
    const { status, headers } = answer
    const etag = await tagOf(answer)
    if (etag !== null) headers.set('etag', etag)
    if (etag !== null && stack.isNotModified(request, status, etag)) return notModified(answer)
    return request.method === 'HEAD' ? withoutBody(answer, status, headers) : answer
  }
}

function notModified(answer: Response): Response {
  const headers = new Headers(answer.headers)
  for (const name of ['content-type', 'content-length']) headers.delete(name)
  return withoutBody(answer, 304, headers)
}

function withoutBody(answer: Response, status: number, headers: Headers): Response {
  // A stream that nobody will read would go on for ever.
  if (textOf(answer) === undefined) void answer.body?.cancel()
  return new Response(null, { status, headers })
}
