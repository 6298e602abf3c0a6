import { describe, expect, it } from 'vitest'
import { storedWith } from './stored-response.test-fixture.ts'
import {
  areTags,
  groupsNamedBy,
  LONGEST_TAG,
  MOST_TAGS,
  tagNamesOf,
  tagOf,
  tagsOf,
} from './tags.ts'

const origin = 'https://api.test'
const groups = (value: string) => storedWith({ 'cache-groups': value })
const names = (count: number, length = 1) =>
  Array.from({ length: count }, (_, index) => String(index).padStart(length, 'x'))
const list = (strings: readonly string[]) => strings.map((each) => `"${each}"`).join(', ')

describe('what a stored response is tagged with', () => {
  it.each<{ clause: string; says: string; value: string; is: readonly string[] }>([
    { clause: 'RFC 9875 §2', says: 'each String is a group', value: '"a", "b"', is: ['a', 'b'] },
    { clause: 'RFC 9875 §2', says: 'parameters are ignored', value: '"a";x=1', is: ['a'] },
    { clause: 'RFC 9875 §2', says: 'a String twice is one group', value: '"a", "a"', is: ['a'] },
    { clause: 'RFC 9875 §2.1', says: 'case counts', value: '"a", "A"', is: ['a', 'A'] },
    { clause: 'RFC 9875 §2.1', says: 'spaces count', value: '" a"', is: [' a'] },
    { clause: 'RFC 9651 §4.2', says: 'a malformed field names none', value: '"a", b', is: [] },
    { clause: 'RFC 9651 §4.2', says: 'an empty field names none', value: '', is: [] },
    {
      clause: 'RFC 9875 §2',
      says: '32 groups of 32 characters, and more',
      value: list(names(MOST_TAGS, 32)),
      is: names(MOST_TAGS, 32),
    },
    {
      clause: 'bound',
      says: 'what comes after 128 groups is none',
      value: list(names(MOST_TAGS + 1)),
      is: names(MOST_TAGS),
    },
    {
      clause: 'bound',
      says: 'nor is a String of more than 256 characters',
      value: list(['a'.repeat(LONGEST_TAG + 1), 'b'.repeat(LONGEST_TAG)]),
      is: ['b'.repeat(LONGEST_TAG)],
    },
  ])('$clause: $says', ({ value, is }) => {
    const named = is.map((name) => `${origin} ${name}`)
    expect(tagsOf(groups(value))).toEqual([...is.map(tagOf), ...named])
    expect(groupsNamedBy(groups(value), 'cache-groups')).toEqual(named)
  })

  it('RFC 9651 §4.2: field lines that are repeated are one list', () => {
    const fields = [
      ['cache-groups', '"a"'],
      ['cache-groups', '"b"'],
    ] as const
    expect(groupsNamedBy({ url: origin, fields }, 'cache-groups')).toHaveLength(2)
  })

  it('RFC 9875 §2.1: the same name on another origin is another group', () => {
    const urls = [`${origin}/a`, `${origin}/b`, 'https://api.test:8443/a', 'http://api.test/a']
    const [one, same, ...others] = urls.map(
      (url) => groupsNamedBy({ ...groups('"a"'), url }, 'cache-groups')[0],
    )
    expect(same).toBe(one)
    expect(new Set([one, ...others]).size).toBe(3)
  })

  it("an app's tag has no origin, and is no group", () => {
    const tagged = storedWith({}, { tags: ['a', `${origin} b`] })
    expect(tagsOf(tagged)).toEqual([tagOf('a'), tagOf(`${origin} b`)])
    expect(tagsOf(tagged)).not.toContain(`${origin} b`)
    expect(tagsOf({ ...tagged, url: 'https://other.test/' })).toEqual(tagsOf(tagged))
  })

  it("an app finds a server's group by its name, on any origin", () => {
    expect(tagsOf(groups('"a"'))).toContain(tagOf('a'))
    expect(tagsOf({ ...groups('"a"'), url: 'https://other.test/', tags: ['a'] })).toEqual([
      tagOf('a'),
      'https://other.test a',
    ])
  })

  it('is nothing where nobody says anything', () => {
    expect(tagsOf(storedWith({ etag: '"1"' }))).toEqual([])
    expect(tagsOf(storedWith({ 'cache-group-invalidation': '"a"' }))).toEqual([])
  })

  it('a URL without an origin has no groups', () => {
    expect(groupsNamedBy({ ...groups('"a"'), url: '/coins' }, 'cache-groups')).toEqual([])
  })
})

it.each([
  {
    says: 'tags of the app and groups of the server, each once',
    tags: ['a', 'b'],
    field: '"b", "c"',
    is: ['a', 'b', 'c'],
  },
  { says: 'groups alone', tags: undefined, field: '"b"', is: ['b'] },
])('by name: $says (RFC 9875 §2)', ({ tags, field, is }) => {
  const stored = storedWith({ 'cache-groups': field }, tags === undefined ? {} : { tags })
  expect(tagNamesOf(stored)).toEqual(is)
})

describe("an app's tags", () => {
  it.each<{ says: string; tags: unknown; are: boolean }>([
    { says: 'none', tags: [], are: true },
    { says: 'texts', tags: ['coin:abc', 'Ü'], are: true },
    { says: '128 of 256 characters', tags: names(MOST_TAGS, LONGEST_TAG), are: true },
    { says: 'one too many', tags: names(MOST_TAGS + 1), are: false },
    { says: 'one too long', tags: ['a'.repeat(LONGEST_TAG + 1)], are: false },
    { says: 'an empty text', tags: [''], are: false },
    { says: 'a number', tags: [1], are: false },
    { says: 'a hole', tags: Array.from({ length: 1 }), are: false },
    { says: 'a text', tags: 'coin', are: false },
    { says: 'something like a list', tags: { length: 1, 0: 'a' }, are: false },
    { says: 'null', tags: null, are: false },
  ])('$says: $are', ({ tags, are }) => {
    expect(areTags(tags)).toBe(are)
  })
})
