import { isMint, Mint } from '@etagged/pumpfun'
import * as v from 'valibot'
import { ApiError } from '../http/errors.ts'
import type { Param } from './operation.ts'

/** A whole number in the query, at least `least`; more than `most` counts as that. */
export function integer(
  name: string,
  range: { readonly least: number; readonly otherwise: number; readonly most?: number },
): Param<number> {
  const { least, otherwise, most = Number.MAX_SAFE_INTEGER } = range
  return {
    in: 'query',
    description: DESCRIPTIONS[name] ?? name,
    schema: v.optional(v.pipe(v.number(), v.integer(), v.minValue(least)), otherwise),
    read: (text) => Math.min(most, text === undefined ? otherwise : integerIn(text, name, least)),
  }
}

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  limit: 'Rows on the page; the server has a most that it gives',
  offset: 'Rows to skip; there are none from 1,000 on',
}

function integerIn(text: string, name: string, least: number): number {
  const value = /^-?\d+$/.test(text) ? Number(text) : Number.NaN
  if (Number.isNaN(value)) throw new ApiError(400, 'Validation failed (numeric string is expected)')
  if (value < least) throw new ApiError(400, [`${name} must not be less than ${least}`])
  return value
}

/** `true` or `false` in the query. */
export function flag(description: string): Param<boolean | undefined> {
  return {
    in: 'query',
    description,
    schema: v.optional(v.boolean()),
    read: (text) => {
      if (text === undefined) return undefined
      if (text === 'true' || text === 'false') return text === 'true'
      throw new ApiError(400, 'Validation failed (boolean string is expected)')
    },
  }
}

/** Text in the query; empty text counts as missing. */
export function textInQuery(description: string): Param<string | undefined> {
  return {
    in: 'query',
    description,
    schema: v.optional(v.string()),
    read: (value) => value || undefined,
  }
}

/** One of a few numbers in the query. */
export function oneOf<const T extends number>(
  description: string,
  { values, otherwise }: { readonly values: readonly T[]; readonly otherwise: NoInfer<T> },
): Param<T> {
  return {
    in: 'query',
    description,
    schema: v.optional(v.picklist(values), otherwise),
    read: (text) => {
      const value = text === undefined ? otherwise : values.find((known) => String(known) === text)
      if (value === undefined) {
        throw new ApiError(400, `Validation failed (one of ${values.join(', ')} is expected)`)
      }
      return value
    },
  }
}

/** Rows per page that the server goes up to; more is not refused, only not given. */
export const MOST_ROWS = 200

/** A page of a list. Limits beyond {@link MOST_ROWS} count as that. */
export const paging: { readonly limit: Param<number>; readonly offset: Param<number> } = {
  limit: integer('limit', { least: 1, otherwise: 50, most: MOST_ROWS }),
  offset: integer('offset', { least: 0, otherwise: 0 }),
}

/** Whether a list has coins that are not safe for work. */
export const includeNsfw: Param<boolean | undefined> = flag(
  'Whether to include coins marked not safe for work',
)

/** The address of a coin in the path. */
export const mintInPath: Param<string> = addressParam('path', 'mint', "The coin's mint address")

/** The address of a coin in the query. */
export const mintInQuery: Param<string> = addressParam('query', 'mint', "The coin's mint address")

/** The address of a user in the path. */
export const userInPath: Param<string> = addressParam('path', 'wallet', "The user's wallet address")

/** Text of any kind in the path. */
export function idInPath(description: string): Param<string> {
  return { in: 'path', description, schema: v.string(), read: (value = '') => value }
}

function addressParam(place: Param['in'], kind: string, description: string): Param<string> {
  return {
    in: place,
    description,
    schema: Mint,
    read: (value = '') => {
      if (isMint(value)) return value
      throw new ApiError(400, `Validation failed (${kind} address is expected)`)
    },
  }
}
