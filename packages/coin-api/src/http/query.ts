import { ApiError } from './errors.ts'

/** A whole number from a query parameter. Throws ApiError 400 when it is none or below `least`. */
export function integerIn(
  query: URLSearchParams,
  name: string,
  { least, otherwise }: { readonly least: number; readonly otherwise: number },
): number {
  const text = query.get(name)
  if (text === null) return otherwise
  const value = /^-?\d+$/.test(text) ? Number(text) : Number.NaN
  if (Number.isNaN(value)) throw new ApiError(400, 'Validation failed (numeric string is expected)')
  if (value < least) throw new ApiError(400, [`${name} must not be less than ${least}`])
  return value
}

/** `true` or `false` from a query parameter. Throws ApiError 400 for anything else. */
export function booleanIn(query: URLSearchParams, name: string): boolean | undefined {
  const text = query.get(name)
  if (text === null) return undefined
  if (text === 'true' || text === 'false') return text === 'true'
  throw new ApiError(400, 'Validation failed (boolean string is expected)')
}

/** Text from a query parameter; empty text counts as missing. */
export function textIn(query: URLSearchParams, name: string): string | undefined {
  return query.get(name) || undefined
}
