import * as v from 'valibot'
import { ApiError, type ErrorStatus, isErrorStatus } from '../http/errors.ts'

/** Faults and other conditions that a test or a demo may ask for. */
export interface Switches {
  /** Each answer waits this long; ms. */
  readonly latency: number
  /** And up to this much longer; ms. */
  readonly jitter: number
  /** No answer at all: every request is a network failure. */
  readonly offline: boolean
  /** How many of all requests fail with `errorStatus`: 0 none, 1 all. */
  readonly errorRate: number
  readonly errorStatus: ErrorStatus
  /** The pace of the market; 0 freezes it. */
  readonly tradesPerSecond: number
  /**
   * The service's clock ahead of the real one; s. The market stays as far ahead as it has been, and
   * goes on from there.
   */
  readonly clockOffset: number
  /** Are requests counted, and refused beyond a limit? */
  readonly limits: boolean
  /** Cross-origin: may a page read ETag, x-ratelimit-* and Retry-After? */
  readonly exposeEtag: boolean
  /** Cross-origin: may a page send If-None-Match? */
  readonly allowConditional: boolean
  /** Cross-origin: does a 304 carry the fields of CORS? */
  readonly corsOn304: boolean
  /** Fields added to every answer, such as cache-control. */
  readonly fields: Readonly<Record<string, string>>
  /** Bodies break after this many bytes; null: they do not. */
  readonly cutBody: number | null
  /** Answers go through one redirect with this status first; null: they do not. */
  readonly redirect: 301 | 302 | 303 | 307 | 308 | null
}

/** Switches, and who turns them. */
export interface SwitchBoard {
  readonly now: () => Switches
  /** Sets some of them. Throws ApiError 400 that names every wrong one; then nothing changes. */
  readonly change: (some: Readonly<Record<string, unknown>>) => Switches
  /** Back to how they were at first. */
  readonly reset: () => Switches
}

/** A board that begins like this. */
export function createSwitchBoard(initial: Switches): SwitchBoard {
  let switches = initial
  return {
    now: () => switches,
    change: (some) => {
      const read = v.safeParse(SwitchesSchema, { ...switches, ...some })
      if (!read.success) throw new ApiError(400, read.issues.map(complaint))
      switches = read.output
      return switches
    },
    reset: () => (switches = initial),
  }
}

const A_MINUTE = 60_000
const TEN_YEARS = 315_360_000

/** A number from `least` to `most`. */
function numberWithin(least: number, most: number): v.GenericSchema<unknown, number> {
  return v.pipe(
    v.number('must be a number'),
    v.minValue(least, `must not be less than ${least}`),
    v.maxValue(most, `must not be greater than ${most}`),
  )
}

const Flag: v.GenericSchema<unknown, boolean> = v.boolean('must be a boolean')

const SwitchesSchema: v.GenericSchema<unknown, Switches> = v.strictObject(
  {
    latency: numberWithin(0, A_MINUTE),
    jitter: numberWithin(0, A_MINUTE),
    offline: Flag,
    errorRate: numberWithin(0, 1),
    errorStatus: v.custom<ErrorStatus>(isErrorStatus, 'must be an error status of this API'),
    tradesPerSecond: numberWithin(0, 1000),
    clockOffset: numberWithin(-TEN_YEARS, TEN_YEARS),
    limits: Flag,
    exposeEtag: Flag,
    allowConditional: Flag,
    corsOn304: Flag,
    fields: v.custom<Switches['fields']>(isFields, 'must be an object of header fields'),
    cutBody: v.nullable(
      v.pipe(
        v.number('must be a number or null'),
        v.integer('must be an integer'),
        v.minValue(0, 'must not be less than 0'),
      ),
    ),
    redirect: v.nullable(
      v.picklist([301, 302, 303, 307, 308], 'must be 301, 302, 303, 307, 308 or null'),
    ),
  },
  'should not exist',
)

function isFields(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const entries = Object.entries(value)
  return entries.every(([name, content]) => typeof content === 'string' && isField(name, content))
}

function isField(name: string, value: string): boolean {
  try {
    return new Headers([[name, value]]).has(name)
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

function complaint(issue: v.BaseIssue<unknown>): string {
  return `${v.getDotPath(issue) ?? 'property'} ${issue.message}`
}
