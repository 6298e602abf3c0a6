import { concatenated } from './concatenated.ts'

const names = ['arrayBuffer', 'blob', 'bytes', 'formData', 'json', 'text'] as const

type Reader = (typeof names)[number]

/** Methods that read a response's body in place of its own. */
export type BodyReaders = Partial<Record<Reader, () => Promise<unknown>>>

/**
 * BodyReaders for a response that was made of this text: it need not be encoded, carried through a stream
 * and decoded again.
 */
export function textReaders(response: Response, content: string): BodyReaders {
  // A byte order mark is no part of the text (Encoding standard §6.1).
  const textOf = (): string => (content.startsWith('\uFEFF') ? content.slice(1) : content)
  return {
    json: async (): Promise<unknown> =>
      spend(response) ? JSON.parse(textOf()) : Response.prototype.json.call(response),
    text: async () => (spend(response) ? textOf() : Response.prototype.text.call(response)),
  }
}

/** False: somebody has read it, or does so, and it is the engine that refuses. */
function spend({ body, bodyUsed }: Response): boolean {
  if (body === null || body.locked || bodyUsed) return false
  // Nobody will read it; what a clone has still to read must not pile up here.
  body.getReader().cancel().catch(nothing)
  return true
}

/**
 * BodyReaders for a response whose body is a stream. They fail with the stream's error, while those of a
 * response that was made of one put another in its place (a TypeError in Chromium and WebKit, an
 * AbortError in Firefox), and in WebKit those of any whose `body` was looked at: nobody could tell an
 * abort from a failure.
 */
export function ownReaders(response: Response): BodyReaders {
  const known = names.filter((name) => name in response)
  return Object.fromEntries(known.map((name) => [name, () => read(response, name)]))
}

async function read(response: Response, name: Reader): Promise<unknown> {
  const { body, bodyUsed, headers } = response
  // There is nothing to read, or it is the engine that refuses.
  if (body === null || body.locked || bodyUsed) return Response.prototype[name].call(response)
  const reader = body.getReader()
  const chunks: Uint8Array<ArrayBuffer>[] = []
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    chunks.push(part.value)
  }
  return new Response(concatenated(chunks), { headers })[name]()
}

function nothing(): void {}
