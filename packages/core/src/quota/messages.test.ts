import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { hashOf } from '../tabs/messages.ts'
import { formatMessage, type Message, parseMessage } from './messages.ts'

const bucket = hashOf('GET https://api.test /coins/:mint')
const message: Message = { bucket, limit: 20, remaining: 3, resetAt: 1_800_000_059.125 }
const line = formatMessage(message)

it('a message is one line, in which the bucket is a hash', () => {
  expect(line).toBe(`etagged-quota/1 ${bucket} 20 3 1800000059.125`)
})

it('is read as it was written, to the millisecond', () => {
  fc.assert(
    fc.property(
      fc.option(fc.nat(), { nil: undefined }),
      fc.nat(),
      fc.integer({ min: 0, max: 1e14 }),
      (limit, remaining, milliseconds) => {
        const written = { bucket, limit, remaining, resetAt: milliseconds / 1000 }
        expect(parseMessage(formatMessage(written))).toEqual(written)
      },
    ),
  )
})

it.each([
  { says: 'no text', data: message },
  { says: 'nothing', data: undefined },
  { says: 'an empty text', data: '' },
  { says: 'another version', data: line.replace('/1', '/2') },
  { says: 'more', data: `${line} 0` },
  { says: 'another line', data: `${line}\n` },
  { says: 'a name in place of the hash', data: line.replace(bucket, '/coins') },
  { says: 'half a request', data: line.replace(' 3 ', ' 3.5 ') },
  { says: 'less than no request', data: line.replace(' 3 ', ' -3 ') },
  { says: 'more requests than can be counted', data: line.replace(' 3 ', ` ${'9'.repeat(16)} `) },
  { says: 'no instant', data: line.replace(/\S+$/, 'Infinity') },
  { says: 'an instant beyond all', data: line.replace(/\S+$/, `${'9'.repeat(13)}.000`) },
])('$says is no message', ({ data }) => {
  expect(parseMessage(data)).toBeUndefined()
})

it('no text makes the parser throw, or gives what is no number', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...line.split(''), ' ', '-', '9')),
      fc.string(),
      (chars, text) => {
        for (const data of [
          text,
          chars.join(''),
          line + text,
          line.slice(0, 49) + chars.join(''),
        ]) {
          const { limit = 0, remaining = 0, resetAt = 0 } = parseMessage(data) ?? {}
          expect([limit, remaining, resetAt].every((value) => value >= 0 && value < 1e15)).toBe(
            true,
          )
        }
      },
    ),
  )
})
