import { type Fields, fieldValue } from './fields.ts'
import { parseHttpDate } from './http-date.ts'
import { parseList } from './list.ts'

/** What an answer says of a limit to the number of requests. */
export interface RateLimit {
  /** Requests a window; `undefined`: not told. */
  readonly limit: number | undefined
  /** Requests left in this window. */
  readonly remaining: number
  /** Seconds until the window ends. */
  readonly resetIn: number
  /** Seconds from a window's beginning to its end; `undefined`: not told. */
  readonly window: number | undefined
}

/** A member of a list, and its parameters by name. */
type Item = readonly [name: string, parameters: ReadonlyMap<unknown, string | undefined>]
type Policies = ReadonlyMap<string, Item[1]>

/** More than servers can send. */
const LONGEST = 2 ** 16

/**
 * The limit that an answer tells of: by `RateLimit` and `RateLimit-Policy`
 * (draft-ietf-httpapi-ratelimit-headers-10), or by `RateLimit` as a dictionary (its version 07), or by
 * three fields each (version 06, and what APIs sent before). Of several limits the one that leaves the
 * fewest requests, and of those the one that does so for the longest. What it cannot read it ignores.
 *
 * @param now seconds since the epoch; counts only for a reset told as an instant, without `Date`
 */
export function parseRateLimit(fields: Fields, now: number): RateLimit | undefined {
  const value = (name: string): string => (fieldValue(fields, name) ?? '').slice(0, LONGEST)
  const policies: Policies = new Map(itemsIn(value('ratelimit-policy')))
  const at = parseHttpDate(value('date'), now) ?? now
  const limits = itemsIn(value('ratelimit')).flatMap((item) => limitOf(item, policies) ?? [])
  const dictionary = new Map(
    parseList(value('ratelimit')).map((member) => member.split('=', 2) as [string, string]),
  )
  return (
    strictestOf(limits) ??
    limitIn((name) => dictionary.get(name), policies, at) ??
    limitIn((name) => value(`ratelimit-${name}`), policies, at) ??
    limitIn((name) => value(`x-ratelimit-${name}`), policies, at)
  )
}

function strictestOf(limits: readonly RateLimit[]): RateLimit | undefined {
  return limits.toSorted(
    (one, other) => one.remaining - other.remaining || other.resetIn - one.resetIn,
  )[0]
}

/** An Item of the draft's §4: `"name";r=50;t=30`, and its policy of §3: `"name";q=100;w=60`. */
function limitOf([name, own]: Item, policies: Policies): RateLimit | undefined {
  const policy = policies.get(name)
  // §3.1.2: other units are bytes, or requests at a time.
  if (!/^"?requests?"?$/.test(policy?.get('qu') ?? 'requests')) return undefined
  const window = amountIn(policy?.get('w'))
  return limited(
    amountIn(policy?.get('q')),
    countIn(own.get('r')),
    amountIn(own.get('t')) ?? window,
    window,
  )
}

/**
 * Three values; a policy is named by its limit in these versions: `100;w=60`. Lines of several servers
 * are combined to lists (RFC 9110 §5.3), whose members belong together by their place.
 */
function limitIn(
  value: (name: string) => string | undefined,
  policies: Policies,
  at: number,
): RateLimit | undefined {
  const listed = (name: string): readonly string[] => parseList(value(name) ?? '')
  const [limits, resets] = [listed('limit'), listed('reset')]
  return strictestOf(
    listed('remaining').flatMap((remaining, place) => {
      const limit = amountIn(limits[place] ?? limits[0])
      const window = amountIn(policies.get(String(limit))?.get('w'))
      const resetIn = secondsLeft(amountIn(resets[place] ?? resets[0]), at) ?? window
      return limited(limit, countIn(remaining), resetIn, window) ?? []
    }),
  )
}

function limited(
  limit: number | undefined,
  remaining: number | undefined,
  resetIn: number | undefined,
  window: number | undefined,
): RateLimit | undefined {
  if (remaining === undefined || resetIn === undefined) return undefined
  return { limit, remaining: Math.floor(remaining), resetIn, window }
}

/** What would be 30 years or more is an instant, in seconds or in milliseconds since the epoch. */
function secondsLeft(reset: number | undefined, at: number): number | undefined {
  if (reset === undefined || reset <= 1e9) return reset
  return Math.max(0, (reset > 1e12 ? reset / 1000 : reset) - at)
}

/** Requests left; some servers count on below zero when they refuse. */
function countIn(value: string | undefined): number | undefined {
  return amountIn(value?.replace(/^-[\d.]+/, '0'))
}

/** The number that a value begins with: others may follow, as in `100, 100;w=60`. */
function amountIn(value = ''): number | undefined {
  const digits = /^\d{1,15}(?:\.\d{1,9})?(?![^,;\s])/.exec(value)
  return digits === null ? undefined : Number(digits[0])
}

/**
 * Names are strings (RFC 9651 §3.3.3, with what is escaped in them), formerly tokens; of parameters
 * what comes before the first that is none.
 */
function itemsIn(value: string): readonly Item[] {
  return parseList(value).map((member) => {
    const name = member.replace(/^("[^"\\]*(?:\\.[^"\\]*)*"|[^";\s]*).*$/s, '$1')
    const parameters = member
      .slice(name.length)
      .matchAll(/\s*;\s*([a-z*][\w.*-]*)(?:=("[^"\\]*(?:\\.[^"\\]*)*"|[^;"\s]+))?/gy)
    const byName = Array.from(parameters, ([, key, text]) => [key, text] as const)
    return [name.replaceAll('"', ''), new Map(byName)]
  })
}
