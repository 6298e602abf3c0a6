const READS = ['arrayBuffer', 'blob', 'bytes', 'formData', 'json', 'text'] as const

/**
 * What reads a body to its end. Firefox rejects with an AbortError whatever breaks the stream of a
 * `Response`; these reject with what the stream says.
 */
export function wholeReads(answer: Response): PropertyDescriptorMap {
  return Object.fromEntries(
    READS.map((name) => {
      const read = async (): Promise<unknown> => (await whole(answer))[name]()
      return [name, { value: read, configurable: true }]
    }),
  )
}

async function whole({ body, bodyUsed, headers }: Response): Promise<Response> {
  if (bodyUsed) throw new TypeError('The body has been read already')
  const pieces: Uint8Array<ArrayBuffer>[] = []
  const reader = body?.getReader()
  for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) {
    pieces.push(next.value)
  }
  return new Response(new Blob(pieces), { headers })
}
