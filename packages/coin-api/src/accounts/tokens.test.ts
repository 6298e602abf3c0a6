import { describe, expect, it } from 'vitest'
import { createTokens } from './tokens.ts'

const NOON = Date.UTC(2026, 10, 20, 12)
const ADDRESS = 'DcxP3Yv4j85hkfeGiwGMsQxKbRhd67dvRgbfQNb8kmim'

describe('tokens', () => {
  it('are read back by any server with the same key', async () => {
    const { token, claims } = await createTokens({ clock: () => NOON }).issue(ADDRESS)
    expect(claims).toEqual({
      address: ADDRESS,
      roles: [],
      iat: NOON / 1000,
      exp: NOON / 1000 + 30 * 24 * 3600,
    })
    expect(await createTokens({ clock: () => NOON }).read(token)).toEqual(claims)
  })

  it('differ even within one second', async () => {
    const tokens = createTokens({ clock: () => NOON })
    const [one, other] = [await tokens.issue(ADDRESS), await tokens.issue(ADDRESS)]
    expect(one.token).not.toBe(other.token)
  })

  it('expire after their lifetime', async () => {
    let now = NOON
    const tokens = createTokens({ clock: () => now, lifetime: 60 })
    const { token } = await tokens.issue(ADDRESS)
    now += 59_999
    expect(await tokens.read(token)).toBeDefined()
    now += 1
    expect(await tokens.read(token)).toBeUndefined()
  })

  it.each([
    { says: 'empty text', forge: () => '' },
    { says: 'text that is no token', forge: () => 'hello' },
    { says: 'a token without its signature', forge: (t: string) => t.replace(/[^.]*$/, '') },
    { says: 'a token with a changed claim', forge: (t: string) => t.replace(/\.e/, '.f') },
    { says: 'a signature that is no base64', forge: (t: string) => `${t}!` },
    {
      says: 'a token that asks for no signature',
      forge: (t: string) => `${btoa('{"alg":"none","typ":"JWT"}')}.${t.split('.')[1]}.`,
    },
    {
      says: 'a token that asks for another algorithm',
      forge: (t: string) => t.replace(/^[^.]*/, btoa('{"alg":"HS512","typ":"JWT"}')),
    },
  ])('refuse $says', async ({ forge }) => {
    const tokens = createTokens({ clock: () => NOON })
    const { token } = await tokens.issue(ADDRESS)
    expect(await tokens.read(forge(token))).toBeUndefined()
  })

  it('are judged by the clock that they are given, not by the machine', async () => {
    for (const year of [1990, 2090]) {
      const tokens = createTokens({ clock: () => Date.UTC(year) })
      const { token, claims } = await tokens.issue(ADDRESS)
      expect(await tokens.read(token)).toEqual(claims)
    }
  })
})
