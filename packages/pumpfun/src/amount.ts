import * as v from 'valibot'

/**
 * A whole number of base units (lamports, or 1e-6 token), sent as a JSON number or as a decimal
 * string. Beyond 2^53 a number would silently change, so that is an error.
 */
export const Amount: v.GenericSchema<unknown, number> = v.pipe(
  v.union([
    v.number(),
    v.pipe(v.string(), v.regex(/^-?\d+$/, 'Not a decimal integer'), v.transform(Number)),
  ]),
  v.safeInteger(),
)
