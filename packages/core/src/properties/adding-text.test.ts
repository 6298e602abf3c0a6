import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chosenSeed } from '../chosen.test-seed.ts'
import type { Fields } from '../http/fields.ts'
import { type ResolvedPolicy, resolvePolicy } from '../rules/policy.ts'
import { decideReuse } from '../rules/reuse.ts'
import { nominatedFields, nominatedNames } from '../rules/selection.ts'
import { objectionToStoring, storableFields } from '../rules/storage.ts'
import {
  ARRIVAL,
  ARRIVAL_DATE,
  type Headers,
  requestWith,
  storedWith,
} from '../rules/stored-response.test-fixture.ts'
import { mayServeOnError, noPrecondition } from '../rules/validation.ts'
import { anyText } from './texts.test-arbitraries.ts'

const RESPONSES = 8000
const OF_OTHER_FIELDS = 2000

interface Situation {
  readonly policy: ResolvedPolicy
  readonly status: number
  readonly authorized: boolean
  /** The request that brought the response, and the later one. */
  readonly first: Headers
  readonly second: Headers
}

const LATER = [0, 59, 60, 600]

const unasked = { precondition: noPrecondition, isRetry: false }

/** What may be done with a response: to store it, and at each later time to use it fresh, stale, or on an error. */
function cacheability(fields: Fields, situation: Situation): Readonly<Record<string, boolean>> {
  const { policy, status, authorized } = situation
  const request = requestWith(situation.first)
  const names = nominatedNames(fields)
  const stored = storedWith(
    {},
    {
      status,
      fields: storableFields(fields, policy),
      nominated: names === '*' ? [] : nominatedFields(request, names, policy),
    },
  )
  const candidate = { ...stored, fields }
  const question = {
    request,
    candidate,
    type: 'basic',
    redirected: false,
    authorized,
    policy,
  } as const
  if (objectionToStoring(question) !== undefined) return {}
  const allowed: Record<string, boolean> = { stored: true }
  for (const later of LATER) {
    const now = ARRIVAL + later
    const isUsed = (ask: Headers): boolean | 'fresh' => {
      const asking = requestWith({ ...situation.second, ...ask })
      const { kind } = decideReuse({ request: asking, variants: [stored], policy, now })
      return kind === 'fresh' ? kind : kind === 'stale'
    }
    const use = isUsed({})
    allowed[`fresh after ${later}`] = use === 'fresh'
    allowed[`stale after ${later}`] = use !== false
    allowed[`by max-stale after ${later}`] = isUsed({ 'cache-control': 'max-stale=60' }) !== false
    const asked = { ...unasked, request: requestWith(situation.second), stored, policy, now }
    allowed[`on an error after ${later}`] = mayServeOnError(stored, asked)
  }
  return allowed
}

/** What may be done with the latter, and not with the former. */
function gained(former: Fields, latter: Fields, situation: Situation): readonly string[] {
  const before = cacheability(former, situation)
  const after = cacheability(latter, situation)
  return Object.keys(after).filter((use) => after[use] === true && before[use] !== true)
}

const headers = fc.record(
  {
    accept: fc.constantFrom('a', 'b'),
    'x-a': fc.constantFrom('1', '2'),
    authorization: fc.constantFrom('x', 'y'),
    constructor: fc.constantFrom('1', '2'),
  },
  { requiredKeys: [] },
)

const situations: fc.Arbitrary<Situation> = fc
  .record({
    policy: fc
      .record({
        mode: fc.constantFrom('private' as const, 'shared' as const),
        heuristicFreshness: fc.boolean(),
        assumeFresh: fc.constantFrom(0, 0, 60),
        staleIfError: fc.constantFrom(0, 0, 60),
        storeErrors: fc.constant(true),
      })
      .map(resolvePolicy),
    status: fc.constantFrom(200, 200, 200, 201, 302, 404, 299, 500),
    authorized: fc.boolean(),
    first: headers,
    second: headers,
  })
  // Mostly the same request again.
  .chain((drawn) =>
    fc.constantFrom(drawn, { ...drawn, second: drawn.first }, { ...drawn, second: drawn.first }),
  )

/** Directives as origins send them. */
const directives = fc.array(
  fc.constantFrom(
    ...[
      ['max-age=60', 'max-age="600"', 'max-age=0', 's-maxage=60', 'public', 'private', 'no-cache'],
      ['no-store', 'must-revalidate', 'proxy-revalidate', 'immutable', 'must-understand'],
      ['stale-while-revalidate=60', 'stale-if-error=600', 'no-cache="x-user"', 'private="x-user"'],
      ['ext="a, b"', 'ext=",no-store,"', 'ext=",public,max-age=600,"', 'ext="a\\"b"', 'ext=""'],
      ['ext=", public, e="', 'ext=",e="', 'ext'],
    ].flat(),
  ),
  { maxLength: 5 },
)

const date = fc.constantFrom(
  ARRIVAL_DATE,
  'Fri, 15 Jan 2027 07:59:00 GMT',
  'Fri, 15 Jan 2027 08:01:00 GMT',
)

const otherFields = fc.record(
  {
    etag: fc.constantFrom('"1"', 'W/"1"'),
    'last-modified': fc.constantFrom('Fri, 15 Jan 2027 07:00:00 GMT', 'x'),
    expires: date,
    date,
    age: fc.constantFrom('0', '30', '100'),
    vary: fc.constantFrom('accept', 'x-a, accept', 'authorization', 'constructor'),
    'x-user': fc.constant('alice'),
  },
  { requiredKeys: [] },
)

/** Does this permit something where it stands by itself? As plainly as one can say it. */
function isPermission(text: string, { policy, authorized }: Situation): boolean {
  const outsideOfQuotes = text.replaceAll(/"(?:[^"\\]|\\.)*"?/gs, '"')
  return outsideOfQuotes.split(',').some((part) => {
    const [name = '', argument] = part.split('=').map((side) => side.trim().toLowerCase())
    if (/^(?:(?:s-max|max-)age|stale-(?:while-revalidate|if-error))$/.test(name)) {
      return argument !== undefined && /^(?:\d+|")$/.test(argument)
    }
    if (name === 'private') return policy.mode === 'private'
    // To store the answer to Authorization (RFC 9111 §3.5).
    if (name === 'must-revalidate') return authorized && policy.mode === 'shared'
    return /^(?:public|immutable|must-understand)$/.test(name) && argument === undefined
  })
}

/** What could be added by mistake, or by somebody: everything but a permission. */
const additions = fc.oneof(
  anyText,
  fc.constantFrom(
    ...[
      [
        '"',
        '\\',
        'e="',
        'e="\\',
        'e=",',
        '",',
        'e="x" y="',
        '=',
        ',',
        '"\\"',
        'x="y',
        'x="y, private',
      ],
      ['public=x', 'public=""', 'max-age', 'max-age=', 'max-age=-1', 'max-age=1.5', 's-maxage=x'],
      ['immutable=1', 'must-understand=""', 'e="a, public, b"', 'e="max-age=600"', '"public"'],
      ['no-store', 'no-cache', 'must-revalidate', 'proxy-revalidate', 'private', 'no-cache="etag"'],
      ['private=","', 'private="x-user"', 'no-cache="age"', 'must-revalidate=x', 'max-stale'],
      ['stale-while-revalidate=x', 'stale-if-error', 'stale-if-error=""', 'unheard-of=60'],
    ].flat(),
  ),
)

describe('I23: adding text never makes a response more cacheable', { timeout: 60_000 }, () => {
  const seed = chosenSeed()
  const check = (numRuns: number, property: fc.IProperty<unknown>): void =>
    fc.assert(property, { numRuns, seed })
  const withControl = (members: readonly string[], fields: Headers): Fields =>
    Object.entries({ 'cache-control': members.join(', '), ...fields })
  const response = fc.tuple(situations, directives, otherFields)

  it('to Cache-Control, before, between and after its directives', () => {
    let permissions = 0
    check(
      RESPONSES,
      fc.property(response, additions, fc.nat(), ([situation, members, fields], text, at) => {
        if (isPermission(text, situation)) {
          permissions++
          return
        }
        const added = members.toSpliced(at % (members.length + 1), 0, text)
        const former = withControl(members, fields)
        expect(gained(former, withControl(added, fields), situation)).toEqual([])
      }),
    )
    console.info(
      `I23: text added to ${RESPONSES - permissions} Cache-Controls from PROOF_SEED=${seed}, ` +
        `and to ${OF_OTHER_FIELDS} restrictions, Varys, Ages and Expires each`,
    )
  })

  it('to Cache-Control, as an argument of what takes none, or another', () => {
    const restrictions = [
      'no-store',
      'must-revalidate',
      'proxy-revalidate',
      'max-age=0',
      's-maxage',
    ]
    const restriction = fc.constantFrom(...restrictions)
    check(
      OF_OTHER_FIELDS,
      fc.property(response, restriction, additions, ([situation, others, fields], one, text) => {
        const name = one.replace(/=.*/, '')
        if (isPermission(text, situation) || isPermission(`${name}=${text}`, situation)) return
        const former = withControl([one, ...others], fields)
        const latter = withControl([`${name}=${text}`, ...others], fields)
        expect(gained(former, latter, situation)).toEqual([])
      }),
    )
  })

  it('to Vary, as a member anywhere', () => {
    const names: fc.Arbitrary<string[]> = fc.array(
      fc.constantFrom('accept', 'x-a', 'constructor', 'authorization'),
    )
    const member = fc.oneof(anyText, fc.constantFrom('accept', 'x-a', '*', '__proto__', '"', 'a b'))
    check(
      OF_OTHER_FIELDS,
      fc.property(
        response,
        names,
        member,
        fc.nat(),
        ([situation, control, fields], vary, text, at) => {
          const varied = (members: readonly string[]): Fields =>
            withControl(control, { ...fields, vary: members.join(', ') })
          const added = vary.toSpliced(at % (vary.length + 1), 0, text)
          expect(gained(varied(vary), varied(added), situation)).toEqual([])
        },
      ),
    )
  })

  it('to Age, as another member or more seconds, or as an Age where there was none', () => {
    check(
      OF_OTHER_FIELDS,
      fc.property(response, anyText, fc.nat(5000), ([situation, control, fields], text, more) => {
        const { age, ...ageless } = fields
        const aged = (value: string): Fields => withControl(control, { ...fields, age: value })
        const former = withControl(control, fields)
        const latter =
          age === undefined
            ? [aged(text), aged(String(more))]
            : [aged(`${age}, ${text}`), aged(String(Number(age) + more))]
        expect(latter.flatMap((one) => gained(former, one, situation))).toEqual([])
        expect(gained(withControl(control, ageless), former, situation)).toEqual([])
      }),
    )
  })

  it('to Expires, anywhere', () => {
    check(
      OF_OTHER_FIELDS,
      fc.property(
        response,
        date,
        anyText,
        fc.nat(30),
        ([situation, control, fields], expires, text, at) => {
          const garbled = `${expires.slice(0, at)}${text}${expires.slice(at)}`
          const former = withControl(control, { ...fields, expires })
          const latter = withControl(control, { ...fields, expires: garbled })
          expect(gained(former, latter, situation)).toEqual([])
        },
      ),
    )
  })
})
