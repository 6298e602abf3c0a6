import { RefusedError, type Username } from './auth-api.ts'
import type { Login, LoginStore } from './login-store.ts'

/** What the API does for a login. */
interface AuthApi {
  readonly logIn: (username: Username) => Promise<Login>
  readonly renew: (login: Login) => Promise<Login>
}

/** Signs in and out, and keeps the token valid. Of what overlaps, the last click decides. */
export interface Account {
  readonly logins: LoginStore
  readonly signIn: (username: Username) => Promise<void>
  readonly signOut: () => void
  /** Gets the current login a new token. If the API says that it is none any more: signs out. */
  readonly renew: () => Promise<void>
  /** The fields that prove to be `user`; none once somebody else is signed in, or nobody. */
  readonly headersFor: (
    user: string | null | undefined,
    options: { readonly refresh: boolean },
  ) => Promise<Record<string, string>>
}

export function createAccount(logins: LoginStore, api: AuthApi): Account {
  let clicks = 0

  async function renew(): Promise<void> {
    const login = logins.current()
    if (login === null) return
    try {
      logins.replace(login, await api.renew(login))
    } catch (error) {
      if (!(error instanceof RefusedError && error.status === 401)) throw error
      logins.replace(login, null)
    }
  }

  return {
    logins,
    renew,
    async signIn(username) {
      const click = ++clicks
      try {
        const login = await api.logIn(username)
        if (click === clicks) logins.set(login)
      } catch (error) {
        if (click === clicks) throw error
      }
    },
    signOut() {
      clicks++
      logins.set(null)
    },
    async headersFor(user, { refresh }) {
      if (refresh && logins.current()?.address === user) await renew()
      const login = logins.current()
      if (login === null || login.address !== user) return {}
      return { authorization: `Bearer ${login.token}` }
    },
  }
}
