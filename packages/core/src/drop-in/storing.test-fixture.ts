/** Fields with which an answer may be stored, and answer again. */
export const STORABLE = { etag: '"1"', 'cache-control': 'max-age=60' }

/** It must make no difference to who reads an answer whether it may be stored. */
export const BY_STORING = [
  { which: 'may be stored', headers: STORABLE },
  { which: 'must not be stored', headers: { 'cache-control': 'no-store' } },
]
