import { expect, it, vi } from 'vitest'
import { remember } from './remember.ts'

const open = (mostCharacters?: number) => {
  const compute = vi.fn((text: string) => Promise.resolve(text.toUpperCase()))
  return { compute, upper: remember(compute, mostCharacters) }
}

it('asks once for the same text', async () => {
  const { compute, upper } = open()
  expect([await upper('a'), await upper('a'), await upper('')]).toEqual(['A', 'A', ''])
  expect(compute).toHaveBeenCalledTimes(2)
})

it('forgets the least recently used when the texts grow too long together', async () => {
  const { compute, upper } = open(4)
  for (const text of ['aa', 'bb', 'aa', 'cc', 'aa', 'bb']) await upper(text)
  expect(compute.mock.calls.flat()).toEqual(['aa', 'bb', 'cc', 'bb'])
})

it('does not keep a text that is too long by itself', async () => {
  const { compute, upper } = open(2)
  for (const text of ['abc', 'abc', 'a', 'a']) await upper(text)
  expect(compute.mock.calls.flat()).toEqual(['abc', 'abc', 'a'])
})

it('never takes one long text for another, wherever they differ', async () => {
  const { upper } = open()
  const text = 'x'.repeat(1000)
  await upper(text)
  for (let at = 0; at < text.length; at += 1) {
    const other = `${text.slice(0, at)}y${text.slice(at + 1)}`
    expect(await upper(other)).toBe(other.toUpperCase())
  }
})
