import { signInBody, testWallet, type TestWalletName } from '../accounts/wallet.ts'
import type { Switches } from '../switches/switches.ts'
import type { Stage } from './stage.test-fixture.ts'

/** Asks for a path below the base. */
export function ask(stage: Stage, path: string, init?: RequestInit): Promise<Response> {
  return stage.fetch(`${stage.base}${path}`, init)
}

/** Sends JSON. */
export function send(
  stage: Stage,
  method: string,
  path: string,
  body: unknown = {},
): Promise<Response> {
  const headers = { 'content-type': 'application/json' }
  return ask(stage, path, { method, headers, body: JSON.stringify(body) })
}

/** The body, which must be an object. */
export async function objectIn(answer: Response): Promise<Readonly<Record<string, unknown>>> {
  const value: unknown = await answer.json()
  if (typeof value === 'object' && value !== null) return { ...value }
  throw new TypeError('The body is no object')
}

/** The body, which must be a list; of each row what is under `key`. */
export async function columnIn(answer: Response, key: string): Promise<readonly unknown[]> {
  const rows: unknown = await answer.json()
  if (!Array.isArray(rows)) throw new TypeError('The body is no list')
  return rows.map((row: object) => Reflect.get(row, key) as unknown)
}

/** Signs a test wallet in; gives what the answer says. */
export async function signIn(
  stage: Stage,
  name: TestWalletName,
): Promise<Readonly<Record<string, unknown>>> {
  // The same signature is not good twice.
  await stage.advance(1)
  const body = await signInBody(await testWallet(name), stage.api.clock())
  const answer = await send(stage, 'POST', '/auth/login', body)
  if (answer.status !== 201) throw new Error(`The log-in answered ${answer.status}`)
  return objectIn(answer)
}

/** Turns switches by the control route. */
export async function turn(stage: Stage, switches: Partial<Switches>): Promise<void> {
  const { ok, status } = await send(stage, 'PATCH', '/_control', switches)
  if (!ok) throw new Error(`The switches answered ${status}`)
}

/** What comes of `work` while time passes by, a quarter of a second after the other. */
export async function whileTimePasses<T>(stage: Stage, work: Promise<T>): Promise<T> {
  const state = { isSettled: false }
  const settle = (): void => void (state.isSettled = true)
  work.then(settle, settle)
  while (!state.isSettled) await stage.advance(250)
  return work
}
