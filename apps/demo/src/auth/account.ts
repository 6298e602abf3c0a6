import { createIdbRows } from '../wallet/wallet-rows.ts'
import { createWalletStore, type WalletStore } from '../wallet/wallet-store.ts'
import { type AuthApi, createAuthApi, RefusedError } from './auth-api.ts'
import { createLoginStore, type Login, type LoginStorage, type LoginStore } from './login-store.ts'

/** Signs in and out, and keeps the token valid. Of what overlaps, the last click decides. */
export interface Account {
  readonly logins: LoginStore
  readonly wallets: WalletStore
  /** Signs in with a wallet of this browser; does nothing when it has been deleted meanwhile. */
  readonly signIn: (address: string) => Promise<void>
  readonly signOut: () => void
  /** Ends the session because something else has ended; `hasEnded` tells of it. */
  readonly endSession: () => void
  /** Has a session ended by itself? Until the next sign-in or sign-out; `logins` tells of it. */
  readonly hasEnded: () => boolean
  /** Deletes a wallet for good, and ends its session. */
  readonly removeWallet: (address: string) => Promise<void>
  /**
   * Gets the current login a new token: for the old one, or by a signature of its wallet. If
   * neither is good any more, the session ends.
   */
  readonly renew: () => Promise<void>
  /** The fields that prove to be `user`; none once somebody else is signed in, or nobody. */
  readonly headersFor: (
    user: string | null | undefined,
    options: { readonly refresh: boolean },
  ) => Promise<Record<string, string>>
}

/** Options of {@link createAccount}. */
export interface AccountOptions {
  /** Brings requests to the API. */
  readonly fetch: typeof fetch
  /** Where the API is, without a slash at the end. @default '/api' */
  readonly baseUrl?: string
  /** Keeps the login. @default localStorage */
  readonly storage?: LoginStorage
  /** The time; ms since the epoch. @default Date.now */
  readonly clock?: () => number
}

/** The account of this browser, or of a frame in it: its login in `storage`, its wallets in IndexedDB. */
export function createAccount(options: AccountOptions): Account {
  const { fetch, baseUrl = '/api', storage = window.localStorage, clock = Date.now } = options
  return accountOf({
    logins: createLoginStore(storage, window),
    wallets: createWalletStore({ rows: createIdbRows(), clock }),
    api: createAuthApi({ fetch, baseUrl, clock }),
  })
}

interface Parts {
  readonly logins: LoginStore
  readonly wallets: WalletStore
  readonly api: AuthApi
}

/** An account made of these parts. */
export function accountOf({ logins, wallets, api }: Parts): Account {
  let clicks = 0
  let signingIn: string | undefined
  let isEnding = false
  let ended = false
  let user = logins.current()?.address

  // Told before whoever shows the login.
  logins.subscribe((changedIn) => {
    const next = logins.current()?.address
    if (next === user) return
    user = next
    ended = isEnding && changedIn === 'this-tab'
    // A click in another tab is the last one too.
    if (changedIn === 'other-tab') clicks += 1
  })

  /** Another login for this one, or `null` if there is none for it any more. */
  async function anotherFor(login: Login): Promise<Login | null> {
    try {
      return await api.renew(login)
    } catch (error) {
      if (!isRefused(error)) throw error
    }
    const wallet = await wallets.find(login.address)
    if (wallet === undefined || logins.current() !== login) return null
    try {
      return await api.logIn(wallet)
    } catch (error) {
      if (!isRefused(error)) throw error
      return null
    }
  }

  function replace(login: Login, next: Login | null): void {
    isEnding = next === null
    logins.replace(login, next)
    isEnding = false
  }

  async function renew(): Promise<void> {
    const login = logins.current()
    if (login !== null) replace(login, await anotherFor(login))
  }

  return {
    logins,
    wallets,
    renew,
    endSession() {
      const login = logins.current()
      if (login !== null) replace(login, null)
    },
    hasEnded: () => ended,
    async signIn(address) {
      const click = ++clicks
      signingIn = address
      try {
        const wallet = await wallets.find(address)
        if (wallet === undefined || click !== clicks) return
        const login = await api.logIn(wallet)
        if (click === clicks) logins.set(login)
      } catch (error) {
        if (click === clicks) throw error
      }
    },
    signOut() {
      clicks++
      ended = false
      logins.set(null)
    },
    async removeWallet(address) {
      await wallets.remove(address)
      if (signingIn === address) clicks++
      if (logins.current()?.address === address) logins.set(null)
    },
    async headersFor(wanted, { refresh }) {
      if (refresh && logins.current()?.address === wanted) await renew()
      const login = logins.current()
      if (login === null || login.address !== wanted) return {}
      return { authorization: `Bearer ${login.token}` }
    },
  }
}

function isRefused(error: unknown): boolean {
  return error instanceof RefusedError && error.status === 401
}
