import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chosenSeed } from '../chosen.test-seed.ts'
import { resolvePolicy } from '../rules/policy.ts'
import { nominatedFields, nominatedNames, selectStored } from '../rules/selection.ts'
import { requestWith, storedWith } from '../rules/stored-response.test-fixture.ts'
import { anyText } from './texts.test-arbitraries.ts'

const RESPONSES = 5000
const seed = chosenSeed()

type Lines = readonly (readonly [string, string])[]

/** Is what came in answer to one request selected by the other? */
function isSelected(
  vary: string,
  first: Lines,
  second: Lines,
  mode: 'private' | 'shared',
): boolean {
  const policy = resolvePolicy({ mode })
  const names = nominatedNames([['vary', vary]])
  const request = { ...requestWith(), fields: first }
  const nominated = names === '*' ? [] : nominatedFields(request, names, policy)
  const stored = storedWith({ vary }, { nominated })
  return selectStored([stored], { ...requestWith(), fields: second }, policy) === stored
}

/** All names that every object seems to have, and some that look like them. */
const inherited = Object.getOwnPropertyNames(Object.prototype).map((name) => name.toLowerCase())
const names = ['accept', 'x-a', 'accept-language', 'authorization', 'cookie', ...inherited]
const values = [
  'a',
  'A',
  'a,b',
  'a,,b',
  'a , b',
  'b,a',
  '',
  'undefined',
  'function Object() { [native code] }',
]

const mode = fc.constantFrom('private' as const, 'shared' as const)
const lines: fc.Arbitrary<Lines> = fc.uniqueArray(
  fc.tuple(fc.constantFrom(...names), fc.constantFrom(...values)),
  { selector: ([name]) => name, maxLength: 4 },
)

describe('I25: what a response varies by (RFC 9111 §4.1)', () => {
  const check = (property: fc.IProperty<unknown>): void =>
    fc.assert(property, { numRuns: RESPONSES, seed })

  it('with * anywhere in the list a response is never selected, whatever stands beside it', () => {
    const members = fc.array(fc.oneof(anyText, fc.constantFrom(...names)), { maxLength: 4 })
    check(
      fc.property(members, fc.nat(), lines, mode, (others, at, request, whose) => {
        const vary = others.toSpliced(at % (others.length + 1), 0, '*').join(',')
        expect(isSelected(vary, request, request, whose)).toBe(false)
      }),
    )
    console.info(`I25: ${RESPONSES} Varys with *, and ${RESPONSES} others from PROOF_SEED=${seed}`)
  })

  it('a response is selected if the requests agree in each field that it names, and only then', () => {
    const nominated = fc.array(fc.constantFrom(...names), { maxLength: 4 })
    const pair = fc.oneof(
      fc.tuple(lines, lines),
      lines.map((same) => [same, same] as const),
    )
    check(
      fc.property(nominated, pair, mode, (vary, [first, second], whose) => {
        const meaning = (request: Lines, name: string): string | undefined => {
          const line = request.find(([of]) => of === name)?.[1]
          const members = line?.split(',').map((member) => member.trim())
          const isList = name.startsWith('accept')
          const list = members?.filter((member) => member !== '' || !isList).join()
          return name === 'accept-language' ? list?.toLowerCase() : list
        }
        const agree = vary.every((name) => {
          const isOnesOwn = name === 'authorization' || name === 'cookie'
          return (
            (whose === 'private' && isOnesOwn) || meaning(first, name) === meaning(second, name)
          )
        })
        expect(isSelected(vary.join(', '), first, second, whose)).toBe(agree)
      }),
    )
  })

  it.each(inherited)('a field by the name of %s is there only if it was sent', (name) => {
    expect(isSelected(name, [], [], 'private')).toBe(true)
    expect(isSelected(name, [], [[name, 'undefined']], 'private')).toBe(false)
    expect(isSelected(name, [[name, 'a']], [], 'private')).toBe(false)
  })
})
