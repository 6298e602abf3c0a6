import { expect, it } from 'vitest'
import { hashOf } from './messages.ts'
import { rememberHashes } from './remembered-hash.ts'

it('a text is hashed once', () => {
  const hashed: string[] = []
  const hash = rememberHashes(10, (text) => {
    hashed.push(text)
    return hashOf(text)
  })
  expect([hash('a'), hash('b'), hash('a')]).toEqual([hashOf('a'), hashOf('b'), hashOf('a')])
  expect(hashed).toEqual(['a', 'b'])
})

it('no more texts are remembered than were allowed', () => {
  const hashed: string[] = []
  const hash = rememberHashes(2, (text) => {
    hashed.push(text)
    return text
  })
  for (const text of ['a', 'b', 'a', 'b', 'c', 'c', 'a']) hash(text)
  expect(hashed).toEqual(['a', 'b', 'c', 'a'])
})

it('the hash is that of messages', () => {
  expect(rememberHashes(1)('a')).toBe(hashOf('a'))
})
