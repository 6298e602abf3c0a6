/** Who is logged in on this page, and the proof of it. */
export interface Login {
  readonly username: string
  /** The wallet address: the user's stable id. */
  readonly address: string
  readonly token: string
}

const STORAGE_KEY = 'etagged-demo-login'

/** The login of this browser, for `useSyncExternalStore`. */
export interface LoginStore {
  readonly current: () => Login | null
  readonly set: (login: Login | null) => void
  /** Does nothing unless `former` is the current login: what was awaited may come too late. */
  readonly replace: (former: Login, next: Login | null) => void
  readonly subscribe: (listener: () => void) => () => void
}

export function createLoginStore(storage: Storage): LoginStore {
  const listeners = new Set<() => void>()
  let login = parseLogin(storage.getItem(STORAGE_KEY))

  function set(next: Login | null): void {
    login = next
    if (next === null) storage.removeItem(STORAGE_KEY)
    else storage.setItem(STORAGE_KEY, JSON.stringify(next))
    for (const listener of listeners) listener()
  }

  return {
    current: () => login,
    set,
    replace(former, next) {
      if (login === former) set(next)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** What is stored is untrusted: anything but a login is no login. */
function parseLogin(text: string | null): Login | null {
  if (text === null) return null
  try {
    const value: unknown = JSON.parse(text)
    return isLogin(value) ? value : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

function isLogin(value: unknown): value is Login {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['username', 'address', 'token'].every(
      (name) => typeof (value as Record<string, unknown>)[name] === 'string',
    )
  )
}
