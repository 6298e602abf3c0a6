import { ApiError } from '../http/errors.ts'
import type { Claims, Tokens } from './tokens.ts'

/** The cookie that carries the token. */
export const COOKIE = 'auth_token'

/**
 * Who sent this request? A bearer token wins over the cookie, even when it is the worse one.
 * Throws ApiError 401 without a good token.
 */
export async function claimsOf(request: Request, tokens: Tokens): Promise<Claims> {
  const token = bearerIn(request.headers) ?? cookieIn(request.headers)
  const claims = token === undefined ? undefined : await tokens.read(token)
  if (!claims) throw new ApiError(401)
  return claims
}

function bearerIn(headers: Headers): string | undefined {
  return /^bearer +(\S+) *$/i.exec(headers.get('authorization') ?? '')?.[1]
}

function cookieIn(headers: Headers): string | undefined {
  const pairs = (headers.get('cookie') ?? '').split(';').map((pair) => pair.trim())
  return pairs.find((pair) => pair.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1)
}
