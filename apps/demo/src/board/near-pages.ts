/** Which pages are in sight or close to it, for `useSyncExternalStore`. */
export interface NearPages {
  /** In ascending order. Replaced at each change. */
  readonly current: () => readonly number[]
  readonly subscribe: (listener: () => void) => () => void
  readonly set: (page: number, isNear: boolean) => void
}

/** Until a page says where it is, the first one is near. */
export function createNearPages(): NearPages {
  const listeners = new Set<() => void>()
  let near: readonly number[] = [0]
  return {
    current: () => near,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    set(page, isNear) {
      if (near.includes(page) === isNear) return
      const others = near.filter((other) => other !== page)
      near = isNear ? [...others, page].toSorted((left, right) => left - right) : others
      for (const listener of listeners) listener()
    },
  }
}
