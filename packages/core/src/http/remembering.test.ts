import { expect, it, vi } from 'vitest'
import { remembering } from './remembering.ts'

const parse = vi.fn((text: string) => (text === '' ? undefined : [text]))

it('parses a text once, and gives the same value again', () => {
  const parser = remembering(parse)
  expect(parser('no-store')).toEqual(['no-store'])
  expect(parser('no-store')).toBe(parser('no-store'))
  expect(parser('')).toBe(undefined)
  expect(parser('')).toBe(undefined)
  expect(parse.mock.calls).toEqual([['no-store'], ['']])
})

it('holds few texts, and no long ones', () => {
  const parser = remembering(parse)
  const long = 'x'.repeat(201)
  const first = parser('first')
  expect(parser(long)).not.toBe(parser(long))
  for (let count = 1; count < 100; count++) parser(String(count))
  expect(parser('first')).toBe(first)
  parser('one more')
  expect(parser('first')).not.toBe(first)
})
