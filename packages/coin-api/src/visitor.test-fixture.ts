import type { CoinApi } from './create-coin-api.ts'
import { TEST_USERS } from './routes/login.ts'

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

/** Logs a test user in; gives the header field that proves it. */
export async function logIn(api: CoinApi, name: string): Promise<{ authorization: string }> {
  const user = TEST_USERS.find(({ username }) => username === name)
  const { text } = await post(api, '/auth/login', user)
  const { token } = JSON.parse(text) as { token: string }
  return { authorization: `Bearer ${token}` }
}
