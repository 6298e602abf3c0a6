import { expect, it } from 'vitest'
import { startPort } from './start-port.ts'

it.each([
  [undefined, 4173],
  ['', 4173],
  ['0', 0],
  ['8080', 8080],
  ['65535', 65_535],
])('reads PORT=%s as %i', (text, port) => {
  expect(startPort(text)).toBe(port)
})

it.each(['http', '-1', '65536', '80.5', '0x50', ' '])(
  'refuses PORT=%j and says what to give',
  (text) => {
    expect(() => startPort(text)).toThrow(/from 1 to 65535/)
  },
)
