import { expect, it } from 'vitest'
import { bodyOf, coinPath, listPath, weigh } from './bodies.ts'

const read = (path: string, version = 0): unknown => JSON.parse(bodyOf(path, version) ?? 'null')

it('a coin is 1.5 kB of JSON and a list of 50 is 75 kB, give or take a tenth', () => {
  expect(bodyOf(coinPath(7), 0)?.length).toBeGreaterThan(1350)
  expect(bodyOf(coinPath(7), 0)?.length).toBeLessThan(1650)
  expect(bodyOf(listPath(50), 0)?.length).toBeGreaterThan(67_500)
  expect(bodyOf(listPath(50), 0)?.length).toBeLessThan(82_500)
})

it('a version changes one coin of a list', () => {
  const before = read(listPath(50))
  const after = read(listPath(50), 51)
  expect(before).toEqual(expect.any(Array))
  const changed = (after as readonly unknown[]).filter(
    (coin, index) => JSON.stringify(coin) !== JSON.stringify((before as readonly unknown[])[index]),
  )
  expect(changed).toHaveLength(1)
})

it('every version of a coin is another body', () => {
  expect(bodyOf(coinPath(3), 1)).not.toBe(bodyOf(coinPath(3), 2))
})

it.each(['/', '/coins', '/coins/nobody', '/coins?limit=ten', '/coins/coin000001x'])(
  'nobody serves %s',
  (path) => {
    expect(bodyOf(path, 0)).toBeUndefined()
  },
)

it.each([
  { data: read(listPath(50)), weight: 50 },
  { data: read(coinPath(1)), weight: 1 },
  { data: undefined, weight: 0 },
  { data: { message: 'no' }, weight: 0 },
])('what is read of the data weighs $weight', ({ data, weight }) => {
  expect(weigh(data)).toBe(weight)
})
