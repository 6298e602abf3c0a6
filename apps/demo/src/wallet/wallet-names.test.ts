import { describe, expect, it } from 'vitest'
import { LONGEST_NAME, NameError, nextName, readName } from './wallet-names.ts'

describe('the name of a wallet', () => {
  it.each([
    [[], 'Wallet 1'],
    [['Wallet 1'], 'Wallet 2'],
    [['Wallet 2', 'savings'], 'Wallet 1'],
    [['wallet 1', 'Wallet 2'], 'Wallet 3'],
  ])('is suggested beside %j: %s', (taken, suggested) => {
    expect(nextName(taken)).toBe(suggested)
  })

  it.each([
    ['savings', 'savings'],
    ['  my savings ', 'my savings'],
    ['x'.repeat(LONGEST_NAME), 'x'.repeat(LONGEST_NAME)],
  ])('may be %j', (text, name) => {
    expect(readName(text, ['Wallet 1'])).toBe(name)
  })

  it.each([
    ['', 'Give the wallet a name.'],
    ['   ', 'Give the wallet a name.'],
    ['x'.repeat(LONGEST_NAME + 1), 'A name has at most 32 characters.'],
    ['Wallet 1', 'There is a wallet named Wallet 1 already.'],
    [' wallet 1 ', 'There is a wallet named wallet 1 already.'],
  ])('may not be %j', (text, message) => {
    expect(() => readName(text, ['Wallet 1'])).toThrow(new NameError(message))
  })
})
