import { expect, it } from 'vitest'
import { signInText } from './sign-in-text.ts'

it('names the service and the instant in milliseconds', () => {
  expect(signInText(1_700_000_000_123)).toBe('Sign in to pump.fun: 1700000000123')
})
