import type { CacheEvent, SessionCause } from '@etagged/core'
import { describe, expect, it } from 'vitest'
import { followSession } from './follow-session.ts'
import { createLoginStore, type Login } from './login-store.ts'
import { storageWith } from './storage.test-fixture.ts'

const alice: Login = { name: 'alice', address: 'A', token: 'T' }

/** A page in which Alice is signed in, and what its cache is told. */
function open() {
  const storage = storageWith({})
  const logins = createLoginStore(storage, new EventTarget())
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
  const end = (because: SessionCause): void =>
    tell({ type: 'session', at: 0, generation: 'g', partition: 'p', because, verifying: false })
  return { logins, signedIn, end, otherTab: createLoginStore(storage, new EventTarget()) }
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
})
