/**
 * Takes a value from disk, which is untrusted input: `undefined` when it is not as expected. Copies
 * what it knows, and takes nothing from a prototype.
 */
export type Reader<T> = (value: unknown) => T | undefined

export const text: Reader<string> = (value) => (typeof value === 'string' ? value : undefined)

export const flag: Reader<boolean> = (value) => (typeof value === 'boolean' ? value : undefined)

export const instant: Reader<number> = (value) =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined

export const integer =
  (least: number, limit: number): Reader<number> =>
  (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value < limit
      ? value
      : undefined

export const listOf =
  <T>(item: Reader<T>, most: number = Number.POSITIVE_INFINITY): Reader<readonly T[]> =>
  (value) => {
    if (!Array.isArray(value) || value.length > most) return undefined
    const items: T[] = []
    // Not `every`: it skips holes, which a clone preserves.
    for (const each of value) {
      const found = item(each)
      if (found === undefined) return undefined
      items.push(found)
    }
    return items
  }

/** A list of exactly these. */
export const tuple =
  <T extends readonly unknown[]>(
    ...readers: { readonly [At in keyof T]: Reader<T[At]> }
  ): Reader<T> =>
  (value) => {
    if (!Array.isArray(value) || value.length !== readers.length) return undefined
    const items: unknown[] = []
    for (let at = 0; at < readers.length; at += 1) {
      const found = readers[at]?.(value[at])
      if (found === undefined) return undefined
      items.push(found)
    }
    return items as unknown as T
  }

export const shape =
  <T extends object>(readers: { readonly [Name in keyof T]: Reader<T[Name]> }): Reader<T> =>
  (value) => {
    const found: Partial<T> = {}
    for (const name in readers) {
      const item = readers[name](own(value, name))
      if (item === undefined) return undefined
      found[name] = item
    }
    return found as T
  }

/** A text that is JSON of what `item` takes. */
export const json =
  <T>(item: Reader<T>): Reader<T> =>
  (value) =>
    typeof value === 'string' ? item(parsed(value)) : undefined

function parsed(written: string): unknown {
  try {
    return JSON.parse(written)
  } catch {
    return undefined
  }
}

export function own(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return Reflect.get(value, name)
}
