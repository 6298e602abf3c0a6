/** What the local coin API can be told about its network and its market. */
export interface Switches {
  /** How much later each answer leaves; ms. */
  readonly latency: number
  /** By how much more, at random; ms. */
  readonly jitter: number
  /** Does every connection break? */
  readonly offline: boolean
  /** The part of the answers, 0 to 1, that are errors. */
  readonly errorRate: number
  /** Trades a second over the whole market. */
  readonly tradesPerSecond: number
  /** By how much the market's clock is ahead; s. */
  readonly clockOffset: number
  /** Extra response fields, such as `cache-control`. */
  readonly fields: Readonly<Record<string, string>>
}

/** A change of some of them. */
export type SwitchChange = Partial<Switches>

/** What an API says that nobody has touched. */
export const defaultSwitches: Switches = {
  latency: 0,
  jitter: 0,
  offline: false,
  errorRate: 0,
  tradesPerSecond: 2,
  clockOffset: 0,
  fields: {},
}

/** Reads what the API says of its switches; one that it does not name is as by default. */
export function readSwitches(value: unknown): Switches {
  const said: Readonly<Record<string, unknown>> = isObject(value) ? value : {}
  const number = (name: keyof Switches, fallback: number): number => {
    const found = said[name]
    return typeof found === 'number' && Number.isFinite(found) ? found : fallback
  }
  return {
    latency: number('latency', 0),
    jitter: number('jitter', 0),
    offline: said['offline'] === true,
    errorRate: number('errorRate', 0),
    tradesPerSecond: number('tradesPerSecond', defaultSwitches.tradesPerSecond),
    clockOffset: number('clockOffset', 0),
    fields: textsIn(said['fields']),
  }
}

function textsIn(value: unknown): Readonly<Record<string, string>> {
  if (!isObject(value)) return {}
  return Object.fromEntries(
    Object.entries(value).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  )
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

/**
 * What makes this API other than its visitors expect, worst first, in a few words each: a page that
 * is offline on purpose should say so. The pace of the market is no such thing unless it stands.
 */
export function describeSwitches(switches: Switches): readonly string[] {
  const { latency, jitter, offline, errorRate, tradesPerSecond, clockOffset, fields } = switches
  return [
    offline && 'offline',
    errorRate > 0 && `${Math.round(errorRate * 100)} % errors`,
    latency + jitter > 0 && `${jitter > 0 ? `${latency}–${latency + jitter}` : latency} ms`,
    tradesPerSecond === 0 && 'no trades',
    clockOffset !== 0 && `clock ${formatOffset(clockOffset)}`,
    ...Object.entries(fields).map(([name, value]) => `${name}: ${value}`),
  ].filter((text) => text !== false)
}

/** An offset (s) with its sign, in hours where it has some. */
export function formatOffset(seconds: number): string {
  const sign = seconds < 0 ? '−' : '+'
  const size = Math.abs(seconds)
  return size >= 3600 ? `${sign}${Number((size / 3600).toFixed(1))} h` : `${sign}${size} s`
}

const CACHING = 'cache-control'

/** The Cache-Control that all answers carry; empty: none. */
export function cachingOf(fields: Switches['fields']): string {
  return Object.entries(fields).find(([name]) => name.toLowerCase() === CACHING)?.[1] ?? ''
}

/** The fields with this Cache-Control, or with none; the other ones stay. */
export function fieldsWith(fields: Switches['fields'], caching: string): Switches['fields'] {
  const others = Object.entries(fields).filter(([name]) => name.toLowerCase() !== CACHING)
  return Object.fromEntries(caching === '' ? others : [...others, [CACHING, caching]])
}
