import { expect, it } from 'vitest'
import { tellsOfUser } from './tells-of-user.ts'

it.each([
  { text: 'alice', user: 'alice', tells: true },
  { text: 'ALICE.json', user: 'alice', tells: true },
  { text: 'user:alice,bob', user: 'Alice', tells: true },
  { text: 'malice alice', user: 'alice', tells: true },
  { text: 'malice', user: 'alice', tells: false },
  { text: 'alice2', user: 'alice', tells: false },
  { text: 'alice_b', user: 'alice', tells: false },
  { text: 'aliceé', user: 'alice', tells: false },
  { text: 'a+b@c.test', user: 'a+b@c.test', tells: true },
  { text: 'anything', user: '', tells: false },
  { text: 'anything', user: null, tells: false },
  { text: 'anything', user: undefined, tells: false },
])('whether $text tells of $user: $tells', ({ text, user, tells }) => {
  expect(tellsOfUser(text, user)).toBe(tells)
})
