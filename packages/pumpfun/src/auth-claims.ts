import * as v from 'valibot'
import { absentable, objectOf } from './object-of.ts'

/** What a token says of its bearer; the answer of a log-in and of `GET /auth/my-profile`. */
export interface AuthClaims {
  /** Wallet address: the subject. There is no `sub`. */
  readonly address: string
  /** What the user may do beyond what everybody may. */
  readonly roles: readonly string[]
  /** Issued; SECONDS since the epoch. */
  readonly iat: number
  /** Expires; SECONDS since the epoch. */
  readonly exp: number
  /** The token itself. The service sets it as a cookie only; local servers may show it. */
  readonly token?: string
}

/** Reads what the type of this name says. */
export const AuthClaims: v.GenericSchema<unknown, AuthClaims> = objectOf<AuthClaims>({
  address: v.string(),
  roles: v.array(v.string()),
  iat: v.number(),
  exp: v.number(),
  token: absentable(v.string()),
})
