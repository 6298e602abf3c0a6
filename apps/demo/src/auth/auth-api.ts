import { signInText } from '@etagged/pumpfun'
import { signText } from '../wallet/wallet-keys.ts'
import type { Wallet } from '../wallet/wallet.ts'
import type { Login } from './login-store.ts'

/** The API answered, and not with a login. The message has its words. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError'
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** What the API does for a login. Rejects with RefusedError, or as `fetch` does. */
export interface AuthApi {
  /** Logs a wallet in. The bearer token is all that counts: no cookie is kept. */
  readonly logIn: (wallet: Wallet) => Promise<Login>
  /** The same login with a new token. */
  readonly renew: (login: Login) => Promise<Login>
}

/** Options of {@link createAuthApi}. */
export interface AuthApiOptions {
  readonly fetch: typeof fetch
  /** Such as `/api`, without a slash at the end. */
  readonly baseUrl: string
  /** The time; ms since the epoch. */
  readonly clock: () => number
}

export function createAuthApi({ fetch, baseUrl, clock }: AuthApiOptions): AuthApi {
  async function tokenFrom(path: string, body: object, token?: string): Promise<string> {
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` }
    const response = await fetch(`${baseUrl}${path}`, {
      method: 'POST',
      credentials: 'omit',
      headers: { 'content-type': 'application/json', ...authorization },
      body: JSON.stringify(body),
    })
    const answer = objectIn(await response.text())
    const { token: next, message } = answer
    if (response.ok && typeof next === 'string') return next
    throw new RefusedError(response.status, complaintIn(message) ?? `no token from ${path}`)
  }

  return {
    async logIn({ name, address, key }) {
      const timestamp = clock()
      const signature = await signText(key, signInText(timestamp))
      return {
        name,
        address,
        token: await tokenFrom('/auth/login', { address, signature, timestamp }),
      }
    },
    async renew(login) {
      return { ...login, token: await tokenFrom('/auth/refresh', {}, login.token) }
    },
  }
}

/** The fields of a JSON object; none for whatever else a server on the way may have sent. */
function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch (error) {
    if (error instanceof SyntaxError) return {}
    throw error
  }
}

/** One complaint, or a list of them. */
function complaintIn(message: unknown): string | undefined {
  if (typeof message === 'string') return message
  return Array.isArray(message) ? message.join('; ') : undefined
}
