import type { Login } from './login-store.ts'

/** The password of each test user of the local server. */
const passwords = { alice: 'wonderland', bob: 'builder' } as const

export type Username = keyof typeof passwords

/** The API answered, and not with a login. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError'
  readonly status: number

  constructor(url: string, status: number) {
    super(`${url} answered ${status}`)
    this.status = status
  }
}

/** Logs a test user in. The bearer token is all that counts: no cookie is kept. */
export async function logIn(username: Username): Promise<Login> {
  const body = { username, password: passwords[username] }
  const { address, token } = await post('/api/auth/login', body)
  return { username, address, token }
}

/** The same login with a new token. */
export async function renew(login: Login): Promise<Login> {
  const { token } = await post('/api/auth/refresh', {}, login.token)
  return { ...login, token }
}

async function post(
  url: string,
  body: object,
  token?: string,
): Promise<{ address: string; token: string }> {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` }
  const response = await fetch(url, {
    method: 'POST',
    credentials: 'omit',
    headers: { 'content-type': 'application/json', ...authorization },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new RefusedError(url, response.status)
  return (await response.json()) as { address: string; token: string }
}
