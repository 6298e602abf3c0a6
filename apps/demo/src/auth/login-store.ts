/** Who is logged in in this browser, and the proof of it. */
export interface Login {
  /** What the wallet was called at the log-in. */
  readonly name: string
  /** The wallet address: the user's stable id. */
  readonly address: string
  readonly token: string
}

const STORAGE_KEY = 'etagged-demo-login'

/** Where a change of the login came from: this tab, or another one of this browser. */
export type ChangedIn = 'this-tab' | 'other-tab'

/** The login of this browser, for `useSyncExternalStore`. */
export interface LoginStore {
  readonly current: () => Login | null
  readonly set: (login: Login | null) => void
  /** Does nothing unless `former` is the current login: what was awaited may come too late. */
  readonly replace: (former: Login, next: Login | null) => void
  readonly subscribe: (listener: (changedIn: ChangedIn) => void) => () => void
}

/** What the login is kept in. */
export type LoginStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/**
 * The login in this storage. Other tabs change it too: `page` tells of it by `storage`, and by
 * `pageshow` when it was asleep meanwhile.
 */
export function createLoginStore(storage: LoginStorage, page: EventTarget): LoginStore {
  const listeners = new Set<(changedIn: ChangedIn) => void>()
  let text = storage.getItem(STORAGE_KEY)
  let login = parseLogin(text)

  function tell(changedIn: ChangedIn): void {
    for (const listener of listeners) listener(changedIn)
  }

  function set(next: Login | null): void {
    login = next
    text = next === null ? null : JSON.stringify(next)
    if (text === null) storage.removeItem(STORAGE_KEY)
    else storage.setItem(STORAGE_KEY, text)
    tell('this-tab')
  }

  function follow(): void {
    const found = storage.getItem(STORAGE_KEY)
    if (found === text) return
    text = found
    login = parseLogin(found)
    tell('other-tab')
  }

  page.addEventListener('storage', follow)
  page.addEventListener('pageshow', follow)

  return {
    current: () => login,
    set,
    replace(former, next) {
      // The event of another tab's change may still be on its way.
      follow()
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
    ['name', 'address', 'token'].every(
      (name) => typeof (value as Record<string, unknown>)[name] === 'string',
    )
  )
}
