/** The first element of every key that `query()` makes. */
export const KEY = 'etagged'

/** `['etagged', path, params]`: a prefix of it addresses all queries of a path, or of etagged. */
export type EtaggedQueryKey = readonly [typeof KEY, path: string, params: unknown]
