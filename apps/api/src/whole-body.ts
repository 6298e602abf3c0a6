const MOST_BYTES = 1024 * 1024

type Bytes = Uint8Array<ArrayBuffer>

/** The body of a request, if it may have one; `too-large` as soon as it exceeds 1 MiB. */
export async function wholeBody(request: Request): Promise<Bytes | undefined | 'too-large'> {
  const { method, headers, body } = request
  if (method === 'GET' || method === 'HEAD' || body === null) return undefined
  if (Number(headers.get('content-length')) > MOST_BYTES) return 'too-large'
  const reader = body.getReader()
  const pieces: Bytes[] = []
  let length = 0
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    pieces.push(next.value)
    length += next.value.byteLength
    if (length > MOST_BYTES) {
      await reader.cancel()
      return 'too-large'
    }
  }
  return Uint8Array.from(Buffer.concat(pieces))
}
