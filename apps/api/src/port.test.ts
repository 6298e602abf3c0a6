import { expect, it } from 'vitest'
import { portFrom } from './port.ts'

it.each([
  [undefined, 8787],
  ['', 8787],
  [' ', 8787],
  ['3000', 3000],
  [' 0 ', 0],
  ['65535', 65_535],
])('reads PORT=%j as %i', (text, port) => {
  expect(portFrom(text, 8787)).toBe(port)
})

it.each(['http', '-1', '65536', '80.5', '0x50'])(
  'refuses PORT=%s by name, and says what to give',
  (text) => {
    expect(() => portFrom(text, 8787)).toThrow(
      `PORT is "${text}", which is no port. Give a number from 1 to 65535, 0 for any free port, or leave it out for 8787.`,
    )
  },
)
