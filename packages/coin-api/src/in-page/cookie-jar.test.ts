import { describe, expect, it } from 'vitest'
import { aTextStorage } from '../storage/text-storage.test-fixture.ts'
import { type CookieJarOptions, createCookieJar } from './cookie-jar.ts'

const open = (options: CookieJarOptions = {}) => {
  let now = 0
  const jar = createCookieJar({ clock: () => now, ...options })
  const wait = (seconds: number) => {
    now += seconds * 1000
  }
  return { jar, wait }
}

describe.each([
  { where: 'memory', options: () => ({}) },
  { where: 'a storage', options: () => ({ storage: aTextStorage() }) },
])('a jar in $where', ({ options }) => {
  it('gives a cookie back until Max-Age is over (RFC 6265, 5.2.2)', () => {
    const { jar, wait } = open(options())
    jar.set('auth_token', 'a', { maxAge: 60 })
    wait(59)
    expect(jar.get('auth_token')).toBe('a')
    wait(1)
    expect(jar.get('auth_token')).toBeUndefined()
  })

  it('replaces a cookie of the same name and no other', () => {
    const { jar } = open(options())
    jar.set('a', '1', { maxAge: 60 })
    jar.set('b', '2', { maxAge: 60 })
    jar.set('a', '3', { maxAge: 60 })
    expect([jar.get('a'), jar.get('b')]).toEqual(['3', '2'])
  })

  it('removes a cookie at Max-Age 0', () => {
    const { jar } = open(options())
    jar.set('a', '1', { maxAge: 60 })
    jar.set('a', '1', { maxAge: 0 })
    expect(jar.get('a')).toBeUndefined()
  })
})

describe('a jar over a storage', () => {
  it('has the cookies of the page before, and of the other tab', () => {
    const storage = aTextStorage()
    const [one, other] = [open({ storage }).jar, open({ storage }).jar]
    one.set('auth_token', 'a', { maxAge: 60 })
    expect(other.get('auth_token')).toBe('a')
    other.set('auth_token', '', { maxAge: 0 })
    expect(one.get('auth_token')).toBeUndefined()
  })

  it('leaves no value behind when a cookie goes', () => {
    const storage = aTextStorage()
    const { jar } = open({ storage })
    jar.set('auth_token', 'secret', { maxAge: 60 })
    jar.set('auth_token', '', { maxAge: 0 })
    expect([...storage.rows.values()].join('')).not.toContain('secret')
  })
})
