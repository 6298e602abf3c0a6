import { sign, verify } from 'hono/jwt'
import * as v from 'valibot'

/** What a token says. */
export interface Claims {
  /** The user's wallet address: the subject. */
  readonly address: string
  /** What the user may do beyond what everybody may; nobody may here. */
  readonly roles: readonly string[]
  /** Issued at; seconds since the epoch. */
  readonly iat: number
  /** Expires at; seconds since the epoch. */
  readonly exp: number
}

/** Issues tokens and reads them back. */
export interface Tokens {
  /** A new token, unlike any before it. */
  issue(address: string): Promise<{ readonly token: string; readonly claims: Claims }>
  /**
   * The claims of a token that is ours and has not expired. Nothing else ends a token: as in the
   * service, no list of them is kept, so a log-out forgets one without revoking it.
   */
  read(token: string): Promise<Claims | undefined>
}

/** Options of {@link createTokens}. */
export interface TokenOptions {
  /** The time; ms since the epoch. */
  readonly clock: () => number
  /** How long a token is good for; seconds. @default 30 days */
  readonly lifetime?: number
}

// Tokens of this local server open nothing worth stealing; a fixed key lets them survive a restart.
const KEY = 'etagged: a local server, no secrets'

// hono would compare the times with the clock of the machine.
const BY_SIGNATURE = { alg: 'HS256', exp: false, iat: false, nbf: false } as const

const ClaimsIn: v.GenericSchema<unknown, Claims> = v.object({
  address: v.string(),
  roles: v.array(v.string()),
  iat: v.number(),
  exp: v.number(),
})

/** JSON Web Tokens signed with HMAC-SHA-256. */
export function createTokens({ clock, lifetime = 30 * 24 * 3600 }: TokenOptions): Tokens {
  return {
    issue: async (address) => {
      const iat = Math.floor(clock() / 1000)
      const claims = { address, roles: [], iat, exp: iat + lifetime }
      const token = await sign({ ...claims, jti: crypto.randomUUID() }, KEY, BY_SIGNATURE.alg)
      return { token, claims }
    },
    read: async (token) => {
      const claims = v.safeParse(ClaimsIn, await payloadOf(token))
      return claims.success && claims.output.exp * 1000 > clock() ? claims.output : undefined
    },
  }
}

async function payloadOf(token: string): Promise<unknown> {
  try {
    return await verify(token, KEY, BY_SIGNATURE)
  } catch (error) {
    // Each fault of a token has a class of its own.
    if (error instanceof Error && error.name.startsWith('Jwt')) return undefined
    throw error
  }
}
