import { expect, it } from 'vitest'
import { type BodyChanges, bodyChanges, LONGEST_COMPARED } from './body-changes.ts'

let ids = 0
const bodyOf = (content: string | Uint8Array<ArrayBuffer>, bytes = content.length) => ({
  id: `${ids++}`,
  content,
  bytes,
})

const between = (former: string, body: string): BodyChanges =>
  bodyChanges({ former: bodyOf(former), body: bodyOf(body) })

const whyNone = (changes: BodyChanges): string => (changes.kind === 'none' ? changes.why : '')

it('is where the JSON of two bodies differs', () => {
  expect(between('[{"a":1}]', '[{"a":2}]')).toStrictEqual({
    kind: 'changes',
    changes: [{ kind: 'changed', path: '[0].a', before: '1', after: '2' }],
    isCut: false,
  })
})

it.each([
  ['the same text', '{"a":1}', '{"a":1}', /has not changed/],
  ['the same data written otherwise', '{"a":1,"b":2}', '{ "b": 2, "a": 1 }', /white space/],
  ['no JSON', '<p>', '<b>', /Only JSON/],
])('says why there is nothing to compare: %s', (_, former, body, why) => {
  expect(whyNone(between(former, body))).toMatch(why)
})

it('survives a nesting that nobody can write', () => {
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
  expect(() => between(deep, '{}')).not.toThrow()
})

it('says so when it is not text', () => {
  const bytes = bodyChanges({ former: bodyOf(new Uint8Array(2)), body: bodyOf('{}') })
  expect(whyNone(bytes)).toMatch(/Only JSON/)
})

it('does not hold up the page with what is very long', () => {
  const long = bodyOf('{"a":1}', LONGEST_COMPARED + 1)
  expect(whyNone(bodyChanges({ former: long, body: bodyOf('{"a":2}') }))).toMatch(/2 MB/)
})
