import { expect, it } from 'vitest'
import { isNullBodyStatus } from './null-body-status.ts'

it.each([204, 205, 304])(
  'Fetch standard §2.2.3: a %d has no body, and no response can have one',
  (status) => {
    expect(isNullBodyStatus(status)).toBe(true)
    expect(() => new Response('', { status })).toThrow(TypeError)
  },
)

it.each([200, 203, 206, 301, 404])('a %d may have a body', (status) => {
  expect(isNullBodyStatus(status)).toBe(false)
})
