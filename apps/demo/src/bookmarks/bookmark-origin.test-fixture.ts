import { encodeBase58 } from '@etagged/pumpfun'

/** An API that keeps one list for each user, in the hands of a test. */
export interface BookmarkOrigin {
  readonly fetch: typeof fetch
  /** Method, path and status, in the order in which they were answered. */
  readonly seen: string[]
  /** The mints that a user has saved. */
  readonly saved: (user: string) => readonly string[]
  readonly save: (user: string, mint: string) => void
  /** Writes wait for the returned function. */
  readonly holdWrites: () => () => void
  /** Writes break: by a status, or because nothing answers. */
  failWrites: number | 'offline' | undefined
}

/** A mint for each number. */
export function mintOf(number: number): string {
  const bytes = new Uint8Array(32).fill(7)
  new DataView(bytes.buffer).setUint32(0, number)
  return encodeBase58(bytes)
}

export function openOrigin(): BookmarkOrigin {
  const lists = new Map<string, readonly string[]>()
  let held: Promise<void> | undefined

  const origin: BookmarkOrigin = {
    seen: [],
    failWrites: undefined,
    saved: (user) => lists.get(user) ?? [],
    save: (user, mint) => void lists.set(user, [...origin.saved(user), mint]),
    holdWrites() {
      const { promise, resolve } = Promise.withResolvers<void>()
      held = promise
      return resolve
    },
    async fetch(input, init) {
      const request = new Request(input, init)
      const answer = await answered(request)
      origin.seen.push(`${request.method} ${new URL(request.url).pathname} ${answer.status}`)
      return answer
    },
  }

  async function answered(request: Request): Promise<Response> {
    const user = request.headers.get('authorization') ?? ''
    if (request.method === 'GET') return listOf(user, request.headers.get('if-none-match'))
    await held
    const { failWrites } = origin
    if (failWrites === 'offline') throw new TypeError('Failed to fetch')
    if (failWrites !== undefined) return new Response('{}', { status: failWrites })
    const mint = await writtenMint(request)
    const others = origin.saved(user).filter((one) => one !== mint)
    lists.set(user, request.method === 'POST' ? [...others, mint] : others)
    return new Response(mint, { status: request.method === 'POST' ? 201 : 200 })
  }

  function listOf(user: string, known: string | null): Response {
    const items = origin.saved(user).map((item_id) => ({ item_id }))
    const body = JSON.stringify({ id: 'id', user_id: user, name: `List of ${user}`, items })
    const etag = `"${origin.saved(user).join()}"`
    const headers = { etag, 'content-type': 'application/json' }
    return known === etag
      ? new Response(null, { status: 304, headers })
      : new Response(body, { headers })
  }
  return origin
}

async function writtenMint(request: Request): Promise<string> {
  if (request.method === 'DELETE') return request.url.split('/').at(-1) ?? ''
  const { itemId } = (await request.json()) as { readonly itemId: string }
  return itemId
}
