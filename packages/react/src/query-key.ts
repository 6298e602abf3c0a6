/** The first element of every key that `query()` and `infinite()` make. */
export const KEY = 'etagged'

/**
 * `['etagged', path, params]`, and `'infinite'` for the pages of a list: a prefix of it addresses all
 * queries of a path, or of etagged.
 */
export type EtaggedQueryKey = readonly [
  typeof KEY,
  path: string,
  params: unknown,
  kind?: 'infinite',
]
