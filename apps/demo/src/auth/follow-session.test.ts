import type { CacheEvent, SessionCause } from '@etagged/core'
import { describe, expect, it } from 'vitest'
import { followSession } from './follow-session.ts'
import { createLoginStore, type Login } from './login-store.ts'
import { storageWith } from './storage.test-fixture.ts'

const alice: Login = { name: 'alice', address: 'A', token: 'T' }

/** A page in which Alice is signed in, and what its cache is told. */
function open() {
  const storage = storageWith({})
  const page = new EventTarget()
  const logins = createLoginStore(storage, page)
  logins.set(alice)
  const signedIn: (string | null)[] = []
  let tell: (event: CacheEvent) => void = () => undefined
  followSession(
    {
      subscribe(listener) {
        tell = listener
        return () => undefined
      },
      signIn(user) {
        signedIn.push(user)
        return Promise.reject(new Error('No test waits for it')).catch(() => undefined as never)
      },
    },
    {
      logins,
      endSession() {
        const login = logins.current()
        if (login !== null) logins.replace(login, null)
      },
    },
  )
  let generation = 0
  const told = (because: SessionCause, verifying: boolean): void =>
    tell({
      type: 'session',
      at: 0,
      generation: `${generation}`,
      partition: 'p',
      because,
      verifying,
    })
  const end = (because: SessionCause): void => {
    generation++
    told(because, false)
  }
  /** The page wakes: the session that is open is looked at, and found as it was. */
  const verify = (because: SessionCause): void => {
    told(because, true)
    told(because, false)
  }
  const otherTab = createLoginStore(storage, new EventTarget())
  const hearOfLogin = () => page.dispatchEvent(new Event('storage'))
  return { logins, signedIn, end, verify, otherTab, hearOfLogin }
}

describe('a session of the cache that ends', () => {
  it.each<SessionCause>(['ended-elsewhere', 'foreign-response', 'clear-site-data'])(
    'by %s ends the login',
    (because) => {
      const { logins, signedIn, end } = open()
      end(because)
      expect(logins.current()).toBeNull()
      expect(signedIn).toEqual([])
    },
  )

  it.each<SessionCause>(['start', 'sign-in', 'sign-out'])('by %s is this tab’s own', (because) => {
    const { logins, end } = open()
    end(because)
    expect(logins.current()).toEqual(alice)
  })

  it('begins anew for who has signed in elsewhere since', () => {
    const { logins, signedIn, end, otherTab } = open()
    otherTab.set({ ...alice, token: 'U' })
    end('ended-elsewhere')
    expect(logins.current()?.token).toBe('U')
    expect(signedIn).toEqual(['A'])
  })

  it('leaves a login of another tab that a page hears of first as it wakes', () => {
    const { logins, signedIn, end, verify, otherTab, hearOfLogin } = open()
    end('sign-in')
    otherTab.set(null)
    otherTab.set({ ...alice, token: 'U' })
    hearOfLogin()
    verify('sign-in')
    end('ended-elsewhere')
    expect(logins.current()?.token).toBe('U')
    expect(signedIn).toEqual(['A'])
  })

  it.each<SessionCause>(['foreign-response', 'clear-site-data'])(
    'by %s ends a login of another tab, too: it is this one whose answers are not its own',
    (because) => {
      const { logins, end, otherTab, hearOfLogin } = open()
      otherTab.set({ ...alice, token: 'U' })
      hearOfLogin()
      end(because)
      expect(logins.current()).toBeNull()
    },
  )

  it('is told once: a page that wakes long after leaves the next login alone', () => {
    const { logins, end, verify, otherTab, hearOfLogin } = open()
    end('ended-elsewhere')
    otherTab.set({ ...alice, token: 'U' })
    hearOfLogin()
    verify('ended-elsewhere')
    expect(logins.current()?.token).toBe('U')
  })

  it('ends the login of another tab with the session that began with it', () => {
    const { logins, end, otherTab, hearOfLogin } = open()
    otherTab.set({ ...alice, token: 'U' })
    hearOfLogin()
    end('sign-in')
    end('ended-elsewhere')
    expect(logins.current()).toBeNull()
  })
})
