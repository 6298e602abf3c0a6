import { expect, it } from 'vitest'
import { isToken } from './token.ts'

it.each(['etag', 'X-Custom', "!#$%&'*+-.^_`|~09AZaz"])('RFC 9110 §5.6.2: %s is a token', (text) => {
  expect(isToken(text)).toBe(true)
})

it.each(['', 'a b', 'a,b', 'a"', 'a\u00A0', 'é', 'a:b', '(a)'])(
  'RFC 9110 §5.6.2: %j is no token',
  (text) => {
    expect(isToken(text)).toBe(false)
  },
)
