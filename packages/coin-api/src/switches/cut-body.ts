import { textOf } from '../http/text-answer.ts'

/** The answer as it is when its body breaks after `bytes` bytes, if any; its length is whole. */
export function cutBody(answer: Response, bytes: number | null): Response {
  if (bytes === null || answer.body === null) return answer
  const headers = new Headers(answer.headers)
  const text = textOf(answer)
  if (text !== undefined) {
    headers.set('content-length', String(new TextEncoder().encode(text).byteLength))
  }
  return new Response(breaking(answer.body, bytes), { status: answer.status, headers })
}

type Bytes = Uint8Array<ArrayBuffer>

function breaking(body: ReadableStream<Bytes>, bytes: number): ReadableStream<Bytes> {
  const reader = body.getReader()
  let left = bytes
  let rest: Bytes = new Uint8Array()
  // A stream in error drops what it holds, so each piece is asked for, and the error after them.
  return new ReadableStream<Bytes>(
    {
      pull: async (controller) => {
        const chunk = rest.byteLength > 0 ? rest : (await reader.read()).value
        if (chunk === undefined) return controller.close()
        if (left === 0) {
          controller.error(new TypeError('The body breaks here: the switch cutBody is on'))
          return reader.cancel()
        }
        const piece = chunk.subarray(0, left)
        rest = chunk.subarray(piece.byteLength)
        left -= piece.byteLength
        controller.enqueue(piece)
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}
