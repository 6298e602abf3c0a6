import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { chosenSeed } from '../chosen.test-seed.ts'
import { flightName } from '../forward-together.ts'
import { createRequestReader } from '../read-request.ts'
import { createUrlResolver } from '../resolve-url.ts'
import { cacheKey, urlOfKey } from '../rules/cache-key.ts'
import { resolvePolicy } from '../rules/policy.ts'
import { nominatedFields, variantKey } from '../rules/selection.ts'
import { requestWith } from '../rules/stored-response.test-fixture.ts'

const DRAWN = 8000
const seed = chosenSeed()

/** Of these, texts are made that differ only in where something ends. */
const pieces = [
  ['a', 'A', 'b', ' ', ',', ', ', ':', '=', '"', '\\', 'GET ', 'é'],
  // As if a further field, or member, began within a value.
  [', b: ', ', b:', ',b:', '&b=', '","b","', '"],["b","'],
].flat()
const text = fc.string({ unit: fc.constantFrom(...pieces), maxLength: 2 })
const wideText = fc.string({
  unit: fc.constantFrom(...pieces, '?', '&', '😀', '\uD83D', '\uDE00', '\0', '\uFFFD'),
  maxLength: 5,
})

const credentials = fc.constantFrom<RequestCredentials>('same-origin', 'include', 'omit')
const fieldName = fc.constantFrom('a', 'b', 'a-b', 'accept', 'constructor', '__proto__')

/**
 * Draws many, each of which has a key and says what it means, and compares each two by way of their keys.
 * Few pieces see to it that nearly all nearly collide; how many pairs that are is told.
 */
function expectInjective<T>(
  what: string,
  arbitrary: fc.Arbitrary<T>,
  read: (one: T) => { readonly key: string; readonly means: unknown },
): void {
  const byKey = new Map<string, unknown>()
  const collisions: unknown[] = []
  for (const one of fc.sample(arbitrary, { numRuns: DRAWN, seed })) {
    const { key, means } = read(one)
    if (byKey.has(key) && !isDeepStrictEqual(byKey.get(key), means)) {
      collisions.push([key, byKey.get(key), means])
    }
    byKey.set(key, means)
    // And equal requests have equal keys, whatever was read in between.
    if (read(one).key !== key) collisions.push([key, means])
  }
  const pairs = (byKey.size * (byKey.size - 1)) / 2
  console.info(`I9: ${pairs} pairs of ${what} from PROOF_SEED=${seed}`)
  expect(collisions).toEqual([])
  expect(pairs).toBeGreaterThan(100_000)
}

it('I9: different requests have different cache keys, and a key has its URL', () => {
  const request = fc.record({
    credentials,
    method: fc.constantFrom('GET', 'POST', 'QUERY', 'X-GET'),
    url: wideText.map((path) => `https://api.test/${path}`),
  })
  expectInjective('cache keys', request, (one) => {
    const key = cacheKey(one)
    expect(urlOfKey(key)).toBe(one.url)
    return { key, means: { ...one } }
  })
})

it.each(['private', 'shared'] as const)(
  'I9: in a %s cache different nominated fields have different variant keys',
  (mode) => {
    const policy = resolvePolicy({ mode })
    const lines = fc.uniqueArray(fc.tuple(fieldName, text), {
      selector: ([name]) => name,
      maxLength: 3,
    })
    const asked = fc.record({ names: fc.uniqueArray(fieldName, { maxLength: 4 }), lines })
    expectInjective('variant keys', asked, ({ names, lines: fields }) => {
      const request = { ...requestWith(), fields }
      const nominated = nominatedFields(request, names, policy)
      return { key: variantKey({ nominated }), means: new Map(nominated) }
    })
  },
)

it('I9: only requests that are alike in all that is sent share an exchange', () => {
  const read = createRequestReader(createUrlResolver('https://api.test'))
  /** Mostly the first, so that many requests differ in one thing alone. */
  const mostly = <T>(first: T, ...others: readonly T[]): fc.Arbitrary<T> =>
    fc.oneof({ weight: 12, arbitrary: fc.constant(first) }, fc.constantFrom(first, ...others))
  const sent = fc.record({
    path: mostly('/a', '/a?b', '/a%3Fb', '/a%20', '/a,b', '/a"'),
    allowStale: mostly(true, false),
    headers: fc.uniqueArray(fc.tuple(fieldName, text), {
      selector: ([name]) => name,
      maxLength: 2,
    }),
    credentials: mostly<RequestCredentials>('same-origin', 'include', 'omit'),
    cache: mostly<RequestCache>('default', 'no-cache', 'reload'),
    redirect: mostly<RequestRedirect>('follow', 'manual', 'error'),
    mode: mostly<RequestMode>('cors', 'same-origin', 'no-cors'),
    integrity: mostly('', 'sha256-a', 'cors', '["'),
  })
  expectInjective('flight names', sent, ({ path, allowStale, ...init }) => {
    const request = read(path, init, allowStale)
    // Header fields have no order, and no whitespace around their values.
    const fields = new Map(init.headers.map(([name, value]) => [name, value.trim()]))
    const url = new URL(path, 'https://api.test').href
    return { key: flightName(request), means: { url, allowStale, ...init, headers: fields } }
  })
})
