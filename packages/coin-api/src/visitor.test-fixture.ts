import { signInBody, testWallet, type TestWalletName } from './accounts/wallet.ts'
import type { CoinApi } from './create-coin-api.ts'

/** What came back, read to the end. */
export interface Visit {
  readonly status: number
  readonly headers: Headers
  readonly etag: string
  readonly text: string
}

/** Asks an API the way a plain HTTP client would; for tests. */
export async function visit(api: CoinApi, path: string, init?: RequestInit): Promise<Visit> {
  const answer = await api.fetch(new Request(`http://coins.test${path}`, init))
  const { status, headers } = answer
  return { status, headers, etag: headers.get('etag') ?? '', text: await answer.text() }
}

/** Sends a JSON body. */
export function post(
  api: CoinApi,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Visit> {
  return visit(api, path, { method: 'POST', body: JSON.stringify(body), headers })
}

const signedAt = new WeakMap<CoinApi, number>()

/** Logs a test wallet in; gives the header field that proves it. */
export async function logIn(
  api: CoinApi,
  name: TestWalletName,
): Promise<{ readonly authorization: string }> {
  // A timestamp is good once, and the clock of a test may stand still.
  const timestamp = Math.max(api.clock(), (signedAt.get(api) ?? 0) + 1)
  signedAt.set(api, timestamp)
  const body = await signInBody(await testWallet(name), timestamp)
  const { status, text, headers } = await post(api, '/auth/login', body)
  const token = /^auth_token=([^;]+)/.exec(headers.get('set-cookie') ?? '')?.[1]
  if (token === undefined) throw new Error(`The log-in of ${name} got ${status} ${text}`)
  return { authorization: `Bearer ${token}` }
}
