import type { Fields } from '../http/fields.ts'
import { variantKey } from '../rules/selection.ts'
import type { Seconds, StoredResponse } from '../rules/stored-response.ts'
import { MOST_VARIANTS } from '../stores/response-store.ts'

/** As many keys as a memory of the usual size holds. */
const MOST_REMEMBERED = 10_000

interface Release {
  readonly nominated: Fields
  readonly requestTime: Seconds
}

/**
 * The order of what memory let go of: a row that is older, and was not chosen while the newer one was
 * held, must not come back from disk as the current one.
 */
export interface Releases {
  note(released: StoredResponse): void
  /** Whether memory held something newer that could answer the same request. */
  isOlder(row: StoredResponse): boolean
}

export function createReleases(): Releases {
  const releases = new Map<string, readonly Release[]>()

  return {
    note({ key, nominated, requestTime }) {
      const released = { nominated, requestTime }
      const others = (releases.get(key) ?? []).filter(
        (other) => variantKey(other) !== variantKey(released),
      )
      releases.delete(key)
      releases.set(key, [...others, released].slice(-MOST_VARIANTS))
      const [longestAgo] = releases.keys()
      if (releases.size > MOST_REMEMBERED && longestAgo !== undefined) releases.delete(longestAgo)
    },
    isOlder: (row) =>
      (releases.get(row.key) ?? []).some(
        (released) =>
          row.requestTime < released.requestTime && isCompatible(row.nominated, released.nominated),
      ),
  }
}

/** One request may select both: `Vary` may have changed, so that a name is only in one of them. */
function isCompatible(one: Fields, other: Fields): boolean {
  const values = new Map(other)
  return one.every(([name, value]) => (values.get(name) ?? value) === value)
}
