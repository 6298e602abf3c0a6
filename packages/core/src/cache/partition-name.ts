import { sha256 } from './sha256.ts'

/** The partition of requests that belong to no user. */
const ANONYMOUS = 'anonymous'

/** The partition of what is the same for all, and the name of its one generation in memory. */
export const EVERYONE = 'everyone'

/**
 * The opaque name of a user's partition: 128 bits of a hash of the user's stable id. Database,
 * channel and lock names are built of it, and every page of the origin can list those.
 */
export function partitionName(user: string | null): string {
  return user === null ? ANONYMOUS : sha256(`etagged partition\n${user}`).slice(0, 32)
}
