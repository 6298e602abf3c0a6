import { expect, it } from 'vitest'
import { pathOf, urlParts } from './path-of.ts'

it.each([
  ['https://a.test/b/c?d=/e', 'https://a.test', '/b/c', '?d=/e'],
  ['https://a.test/', 'https://a.test', '/', ''],
  ['https://a.test?d=1/2', 'https://a.test', '/', '?d=1/2'],
])('takes %s apart', (url, origin, path, params) => {
  expect(urlParts(url)).toEqual({ origin, path, params })
  expect(pathOf(url)).toBe(path)
})
