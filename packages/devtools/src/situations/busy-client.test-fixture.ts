import { createEtagged, type Etagged } from '@etagged/core'

/** A client that holds so many responses, each of some 200 bytes. */
export async function clientWith(entries: number): Promise<Etagged> {
  const client = createEtagged({
    baseUrl: 'https://api.test',
    memory: { maxBytes: 2 ** 30 },
    fetch: async (input, init) => {
      const url = typeof input === 'string' ? input : 'unexpected'
      const tag = `"${url.length}"`
      const headers = { etag: tag, 'cache-control': 'max-age=5' }
      return new Headers(init?.headers).get('if-none-match') === tag
        ? new Response(null, { status: 304, headers })
        : Response.json({ url, text: 'x'.repeat(150) }, { headers })
    },
  })
  const reads = Array.from({ length: entries }, (_, at) =>
    client.json(`/coins/${at}?page=${at % 9}`),
  )
  await Promise.all(reads)
  return client
}

/** Asks for one after the other, so many a second, until it is stopped. */
export function keepAsking(client: Etagged, perSecond: number): () => void {
  let asked = 0
  const timer = setInterval(() => {
    const at = asked++
    void client.json(`/coins/${at % 200}?page=${(at % 200) % 9}`)
  }, 1000 / perSecond)
  return () => clearInterval(timer)
}
