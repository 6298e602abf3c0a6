import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  formatMessage,
  HASHES_PER_MESSAGE,
  hashOf,
  type Message,
  parseMessage,
} from './messages.ts'

const url = 'https://api.test/coins?secret=canary'
const hash = hashOf(url)

const messages: readonly Message[] = [
  { type: 'stored', url: hash },
  { type: 'alone', lock: hash },
  { type: 'ended', at: 1_800_000_000.123 },
  { type: 'invalidated', meaning: [hash, hashOf('b')] },
  { type: 'removed', meaning: [hash] },
  { type: 'invalidated', meaning: { length: 0, hash: hashOf('') } },
  { type: 'removed', meaning: { length: url.length, hash } },
  { type: 'invalidated', meaning: { tags: [hash] } },
  { type: 'removed', meaning: { tags: [hash, hashOf('b')] } },
]

describe('a message', () => {
  it.each(messages)('of another tab is read as it was meant: $type', (message) => {
    expect(parseMessage(formatMessage(message))).toEqual(message)
    expect(parseMessage(structuredClone(formatMessage(message)))).toEqual(message)
  })

  it('tells every instant of these days exactly, and any other to a nanosecond', () => {
    const read = (at: number): unknown => parseMessage(formatMessage({ type: 'ended', at }))
    const instants = fc.double({ min: 1e9, max: 1e11, noNaN: true })
    fc.assert(
      fc.property(instants, (at) => {
        expect(read(at)).toEqual({ type: 'ended', at })
      }),
    )
    for (const at of [0, 1e-7, 0.1 + 0.2]) {
      expect(read(at)).toEqual({ type: 'ended', at: expect.closeTo(at, 8) as number })
    }
  })

  it('carries hashes of 128 bits, and no URL (I43)', () => {
    expect(hash).toMatch(/^[\da-f]{32}$/)
    for (const message of messages) expect(formatMessage(message)).not.toMatch(/canary|https|api/)
  })

  it('holds as many hashes as the sender puts into one', () => {
    const meaning = Array.from({ length: HASHES_PER_MESSAGE }, (_, index) => hashOf(`${index}`))
    const message: Message = { type: 'removed', meaning }
    expect(parseMessage(formatMessage(message))).toEqual(message)
    const tagged: Message = { type: 'invalidated', meaning: { tags: meaning } }
    expect(parseMessage(formatMessage(tagged))).toEqual(tagged)
    const more = [...meaning, hash, hash]
    expect(parseMessage(formatMessage({ ...message, meaning: more }))).toBeUndefined()
    expect(parseMessage(formatMessage({ ...tagged, meaning: { tags: more } }))).toBeUndefined()
  })

  it.each([
    ['another version', `etagged/2 stored ${hash}`],
    ['no version', `stored ${hash}`],
    ['another type', `etagged/1 erased ${hash}`],
    ['a name of Object.prototype as its type', `etagged/1 constructor ${hash}`],
    ['no operand', 'etagged/1 stored'],
    ['an empty operand', 'etagged/1 invalidated '],
    ['a URL for a hash', `etagged/1 stored ${url}`],
    ['half a hash', `etagged/1 stored ${hash.slice(16)}`],
    ['two hashes for one', `etagged/1 stored ${hash},${hash}`],
    ['something behind it', `etagged/1 stored ${hash} ${hash}`],
    ['a line end behind it', `etagged/1 stored ${hash}\n`],
    ['a negative length', `etagged/1 removed -1:${hash}`],
    ['a length beyond any URL', `etagged/1 removed 1000000000:${hash}`],
    ['an empty hash in the list', `etagged/1 removed ${hash},,${hash}`],
    ['no tag', 'etagged/1 invalidated tagged:'],
    ['a tag itself', 'etagged/1 invalidated tagged:coin'],
    ['an empty hash among the tags', `etagged/1 removed tagged:${hash},`],
    ['tags of tags', `etagged/1 removed tagged:tagged:${hash}`],
    ['tags of what was stored', `etagged/1 stored tagged:${hash}`],
    ['no time', 'etagged/1 ended NaN'],
    ['an endless time', 'etagged/1 ended Infinity'],
    ['a time before all time', 'etagged/1 ended -1'],
    ['a time in hexadecimal', 'etagged/1 ended 0x10'],
    ['10 MB', `etagged/1 removed ${`${hash},`.repeat(300_000)}${hash}`],
    ['nothing', undefined],
    ['null', null],
    ['an array of the right line', [`etagged/1 stored ${hash}`]],
    ['an object that turns into the right line', { toString: () => `etagged/1 stored ${hash}` }],
    [
      'an object whose members throw',
      new Proxy(
        {},
        {
          get() {
            throw new Error('trap')
          },
        },
      ),
    ],
    ['an object with a getter', Object.defineProperty({}, 'type', { get: () => 'stored' })],
    ['own __proto__', JSON.parse('{"__proto__":{"type":"stored"}}')],
  ])('is none with %s (I45)', (_, data: unknown) => {
    expect(parseMessage(data)).toBeUndefined()
  })

  it('is read without an exception whatever was posted: 100,000 fuzzed ones (I45)', () => {
    const lines = messages.map(formatMessage)
    const mutated = fc
      .tuple(fc.constantFrom(...lines), fc.nat(400), fc.nat(40), fc.string({ maxLength: 40 }))
      .map(([line, at, length, text]) => line.slice(0, at) + text + line.slice(at + length))
    const shape = /^etagged\/1 (stored|alone|ended|invalidated|removed) (tagged:)?[\da-f:.,]+$/
    const anyData = fc.oneof(
      { weight: 18, arbitrary: mutated },
      { weight: 1, arbitrary: fc.string() },
      { weight: 1, arbitrary: fc.anything({ maxDepth: 1, withNullPrototype: true }) },
    )
    let understood = 0
    fc.assert(
      fc.property(anyData, (data) => {
        const message = parseMessage(data)
        if (message === undefined) return true
        understood++
        return typeof data === 'string' && shape.test(data)
      }),
      { numRuns: 100_000 },
    )
    expect(understood).toBeGreaterThan(0)
    expect(Object.keys(Object.prototype)).toEqual([])
  }, 30_000)
})
