import { etagOf, isNamedBy } from './etag.ts'

/**
 * The answer with its ETag, or a 304 when the client has that very body. Every answer with a body
 * gets a tag, errors too, unless it brings its own; only a successful GET or HEAD becomes a 304.
 */
export async function answerConditionally(request: Request, answer: Response): Promise<Response> {
  const { status } = answer
  const headers = new Headers(answer.headers)
  const body = await answer.arrayBuffer()
  const etag = headers.get('etag') ?? (await etagOf(body))
  headers.set('etag', etag)

  if (isSafe(request) && answer.ok && isNamedBy(etag, request.headers.get('if-none-match'))) {
    for (const name of BODY_FIELDS) headers.delete(name)
    return new Response(null, { status: 304, headers })
  }
  return new Response(request.method === 'HEAD' ? null : body, { status, headers })
}

const BODY_FIELDS = ['content-type', 'content-length', 'content-encoding']

function isSafe({ method }: Request): boolean {
  return method === 'GET' || method === 'HEAD'
}
