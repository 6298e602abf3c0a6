import type { Context } from 'hono'
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie'

const NAME = 'example-ssr-user'

/** Yours is kept: this one ends all sessions when the server starts again. */
const SECRET = crypto.randomUUID()

/** Stands for your log-in. A cookie whose signature is not ours is nobody's. */
export async function userOf(c: Context): Promise<string | null> {
  return (await getSignedCookie(c, SECRET, NAME)) || null
}

export async function signIn(c: Context, user: string): Promise<void> {
  await setSignedCookie(c, NAME, user, SECRET, { httpOnly: true, sameSite: 'Lax' })
}

export function signOut(c: Context): void {
  deleteCookie(c, NAME)
}
