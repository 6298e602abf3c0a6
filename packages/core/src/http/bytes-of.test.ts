import { expect, it } from 'vitest'
import { bytesOf } from './bytes-of.ts'

it('bytes are themselves', () => {
  const bytes = Uint8Array.of(0xff, 0)
  expect(bytesOf(bytes)).toBe(bytes)
})

it('text is UTF-8, its byte order mark included', () => {
  expect(bytesOf('\u{feff}é')).toEqual(Uint8Array.of(0xef, 0xbb, 0xbf, 0xc3, 0xa9))
})
