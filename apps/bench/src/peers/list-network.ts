/** The network of a client that reads one list, and what it has answered. */
export interface ListNetwork {
  /** The client's base URL. */
  readonly base: string
  /** What follows it. */
  readonly path: string
  readonly fetch: typeof fetch
  readonly answers: { ok: number; notModified: number }
}

const ETAG = '"unchanged"'

/** Answers at once, and costs no more than its `Response`. */
export function answeringAtOnce(text: string, cacheControl: string): ListNetwork {
  const answers = { ok: 0, notModified: 0 }
  const headers = { etag: ETAG, 'content-type': 'application/json', 'cache-control': cacheControl }
  return {
    base: 'http://api.test',
    path: '/list',
    answers,
    fetch(_input, init) {
      const isKnown = new Headers(init?.headers).get('if-none-match') === ETAG
      answers[isKnown ? 'notModified' : 'ok']++
      return Promise.resolve(
        new Response(isKnown ? null : text, { status: isKnown ? 304 : 200, headers }),
      )
    },
  }
}

/** Asks a real origin. */
export function asking(base: string, path: string): ListNetwork {
  const answers = { ok: 0, notModified: 0 }
  return {
    base,
    path,
    answers,
    async fetch(input, init) {
      const response = await fetch(input, init)
      answers[response.status === 304 ? 'notModified' : 'ok']++
      return response
    },
  }
}
