import { Hono } from 'hono'
import { claimsOf, COOKIE } from '../accounts/credentials.ts'
import type { Tokens } from '../accounts/tokens.ts'
import { json } from '../http/json.ts'

const COOKIE_ATTRIBUTES = 'Path=/; HttpOnly; SameSite=Lax'

/** `POST /auth/refresh`, `POST /auth/logout`, `GET /auth/my-profile` */
export function sessionRoutes(tokens: Tokens): Hono {
  return new Hono()
    .post('/auth/refresh', async ({ req }) => {
      const { address } = await claimsOf(req.raw, tokens)
      return welcome(tokens, address)
    })
    .post('/auth/logout', () =>
      json({}, 201, { 'set-cookie': `${COOKIE}=; Max-Age=0; ${COOKIE_ATTRIBUTES}` }),
    )
    .get('/auth/my-profile', async ({ req }) => json(await claimsOf(req.raw, tokens)))
}

/** The answer to a good login: a new token in body and cookie. */
export async function welcome(tokens: Tokens, address: string): Promise<Response> {
  const { token, claims } = await tokens.issue(address)
  const cookie = `${COOKIE}=${token}; ${COOKIE_ATTRIBUTES}`
  return json({ ...claims, token }, 201, { 'set-cookie': cookie })
}
