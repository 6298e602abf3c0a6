import { AuthClaims } from '@etagged/pumpfun'
import * as v from 'valibot'
import { COOKIE } from '../accounts/credentials.ts'
import type { Claims, Tokens } from '../accounts/tokens.ts'
import { json } from '../http/json.ts'
import type { Wire } from '../wire.ts'
import { defineOperation, type Operation } from './operation.ts'

/** How sessions begin and end. */
export interface Session {
  readonly tokens: Tokens
  /** Does the answer to a log-in show the token to scripts, which cannot see the cookie? */
  readonly tokenInBody: boolean
  /** Does a log-out make the browser forget what it keeps for this origin? */
  readonly clearSiteData: boolean
}

const CLEARING = { 'clear-site-data': '"cache", "storage"' }

const Nothing: v.GenericSchema = v.strictObject({})

/** `POST /auth/refresh`, `POST /auth/logout`, `GET /auth/my-profile` */
export function sessionOperations(session: Session): readonly Operation[] {
  return [
    defineOperation({
      operationId: 'refresh',
      method: 'POST',
      path: '/auth/refresh',
      isLocal: true,
      summary: 'A new token for a good one',
      login: 'required',
      status: 201,
      response: AuthClaims,
      answer: ({ claims, wire }) => welcome(session, claims.address, wire),
    }),
    defineOperation({
      operationId: 'logout',
      method: 'POST',
      path: '/auth/logout',
      summary: 'Removes the cookie; the token in it is good until it expires',
      status: 201,
      response: Nothing,
      answer: ({ wire }) => {
        wire.cookies.set(COOKIE, '', { maxAge: 0 })
        return json({}, 201, session.clearSiteData ? CLEARING : {})
      },
    }),
    defineOperation({
      operationId: 'getMyProfile',
      method: 'GET',
      path: '/auth/my-profile',
      summary: 'The claims of the token',
      login: 'required',
      response: AuthClaims,
      answer: ({ claims }) => json(claims satisfies Claims),
    }),
  ]
}

/** The answer to a good login: the claims, and a new token in the cookie. */
export async function welcome(session: Session, address: string, wire: Wire): Promise<Response> {
  const { token, claims } = await session.tokens.issue(address)
  wire.cookies.set(COOKIE, token, { maxAge: claims.exp - claims.iat })
  return json(session.tokenInBody ? { ...claims, token } : claims, 201)
}
