import { parse, serialize } from 'hono/utils/cookie'

/** What a request cannot say of itself: who is at the other end, and the cookies there. */
export interface Wire {
  /** Address of the client; limits count by it. */
  readonly address: string
  readonly cookies: Cookies
}

/**
 * The client's cookies. In a page nobody may read `Cookie` from a request or put `Set-Cookie` on an
 * answer, so operations come here, and each binding does what its place allows.
 */
export interface Cookies {
  readonly get: (name: string) => string | undefined
  /** Keeps a cookie for `maxAge` seconds; 0 removes it. */
  readonly set: (name: string, value: string, options: { readonly maxAge: number }) => void
}

/** A wire over the fields of HTTP. */
export interface FieldWire extends Wire {
  /** The answer with a `Set-Cookie` for each cookie that was set; a network failure as it is. */
  readonly withCookies: (answer: Response) => Response
}

/** The wire of a request that came over HTTP. */
export function fieldWire(request: Request, address = 'local'): FieldWire {
  const sent = parse(request.headers.get('cookie') ?? '')
  const lines: string[] = []
  return {
    address,
    cookies: {
      get: (name) => sent[name],
      set: (name, value, { maxAge }) => {
        lines.push(serialize(name, value, { maxAge, path: '/', httpOnly: true, sameSite: 'Lax' }))
      },
    },
    withCookies: (answer) => {
      if (lines.length === 0 || answer.type === 'error') return answer
      const { status, body } = answer
      const headers = new Headers(answer.headers)
      for (const line of lines) headers.append('set-cookie', line)
      return new Response(body, { status, headers })
    },
  }
}
