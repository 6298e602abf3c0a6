import { expect, it } from 'vitest'
import { createKnownKeys } from './known-keys.ts'
import { hashOf } from './messages.ts'

const url = 'https://api.test/coins'
const keyOf = (of: string, credentials = 'same-origin') => `${credentials} GET ${of}`
const key = keyOf(url)

/** Known keys that write down what they hash. */
function counted(most = 100) {
  const hashed: string[] = []
  const keys = createKnownKeys(most, (text) => {
    hashed.push(text)
    return hashOf(text)
  })
  return { keys, hashed }
}

it('to know a key takes no hash', () => {
  const { keys, hashed } = counted()
  keys.know(key)
  keys.know(key)
  expect(hashed).toEqual([])
})

it('the keys of a URL are found by its hash, in the order in which they became known', () => {
  const { keys } = counted()
  keys.know(key)
  keys.know(keyOf(url, 'include'))
  keys.know(keyOf(`${url}/1`))
  expect(keys.named(hashOf(url))).toEqual([key, keyOf(url, 'include')])
  expect(keys.named(hashOf('unknown'))).toEqual([])
})

it('each key is hashed once, however often somebody asks', () => {
  const { keys, hashed } = counted()
  const urls = Array.from({ length: 20 }, (_, index) => `${url}/${index}`)
  for (const known of urls) {
    keys.know(keyOf(known))
    for (let times = 0; times < 100; times++) keys.named(hashOf(`unknown ${times}`))
    keys.know(keyOf(known))
    keys.urlHashOf(keyOf(known))
  }
  expect(hashed).toEqual(urls)
})

it('a key whose hash was asked for is found by it, and not hashed again', () => {
  const { keys, hashed } = counted()
  keys.know(key)
  expect(keys.urlHashOf(key)).toBe(hashOf(url))
  expect(keys.named(hashOf(url))).toEqual([key])
  expect(hashed).toEqual([url])
})

it('the hash of a key that is not known is told, and the key stays unknown', () => {
  const { keys } = counted()
  expect(keys.urlHashOf(key)).toBe(hashOf(url))
  expect(keys.named(hashOf(url))).toEqual([])
  expect([...keys.keys()]).toEqual([])
})

it.each([
  ['hashed', true],
  ['not yet hashed', false],
])('the key that was not in use for the longest is forgotten: %s', (_, isHashed) => {
  const { keys, hashed } = counted(2)
  const [a, b, c] = [`${url}/a`, `${url}/b`, `${url}/c`]
  for (const known of [a, b]) keys.know(keyOf(known))
  if (isHashed) keys.named('')
  for (const known of [a, c]) keys.know(keyOf(known))
  expect([...keys.keys()]).toEqual([keyOf(a), keyOf(c)])
  expect(keys.named(hashOf(b))).toEqual([])
  expect(keys.named(hashOf(a))).toEqual([keyOf(a)])
  expect(keys.named(hashOf(c))).toEqual([keyOf(c)])
  expect(hashed).toEqual(isHashed ? [a, b, c] : [a, c])
})

it('one of two keys of a URL is forgotten, and the other is not', () => {
  const { keys } = counted(2)
  keys.know(key)
  keys.know(keyOf(url, 'include'))
  keys.named('')
  keys.know(keyOf(`${url}/1`))
  expect(keys.named(hashOf(url))).toEqual([keyOf(url, 'include')])
})
