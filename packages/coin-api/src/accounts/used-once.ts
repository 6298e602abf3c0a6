/** What has been used lately. */
export interface UsedOnce {
  /** Notes a use at `now` (ms); `false` when there was one within the lifetime. */
  add(what: string, now: number): boolean
}

/**
 * Remembers uses for `lifetime` ms, and none for more than thrice as long: two sets take turns,
 * so that nothing has to be searched for what is old.
 */
export function createUsedOnce(lifetime: number): UsedOnce {
  let recent = new Set<string>()
  let former = new Set<string>()
  let since = -Infinity
  return {
    add(what, now) {
      // A clock that was set back by more than this would let nothing be forgotten until it is there.
      if (Math.abs(now - since) >= lifetime) {
        former = now - since < 2 * lifetime ? recent : new Set()
        recent = new Set()
        since = now
      }
      if (recent.has(what) || former.has(what)) return false
      recent.add(what)
      return true
    },
  }
}
