import type { Cookies } from '../wire.ts'
import type { Claims, Tokens } from './tokens.ts'

/** The cookie that carries the token. */
export const COOKIE = 'auth_token'

/**
 * Who sent this request? Nobody, without a good token. A bearer token wins over the cookie, even when
 * it is the worse one.
 */
export async function claimsIn(
  request: Request,
  cookies: Cookies,
  tokens: Tokens,
): Promise<Claims | undefined> {
  const token = bearerIn(request.headers) ?? cookies.get(COOKIE)
  return token === undefined ? undefined : tokens.read(token)
}

function bearerIn(headers: Headers): string | undefined {
  return /^bearer +(\S+) *$/i.exec(headers.get('authorization') ?? '')?.[1]
}
