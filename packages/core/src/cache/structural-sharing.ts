/** Deeper than any data that is meant to be shown; what lies below is taken as it came. */
const MAX_DEPTH = 200

/**
 * `next`, with every part that equals its counterpart in `previous` replaced by that counterpart:
 * what did not change keeps its identity. Arrays and plain objects are walked, all else is compared.
 */
export function shareStructure(previous: unknown, next: unknown, depth = 0): unknown {
  if (Object.is(previous, next)) return previous
  if (depth === MAX_DEPTH) return next
  if (Array.isArray(previous) && Array.isArray(next)) return shareArray(previous, next, depth + 1)
  if (isPlainObject(previous) && isPlainObject(next)) return shareObject(previous, next, depth + 1)
  return next
}

function shareArray(
  previous: readonly unknown[],
  next: readonly unknown[],
  depth: number,
): readonly unknown[] {
  const shared = next.map((item, index) => shareStructure(previous[index], item, depth))
  const same = shared.length === previous.length
  return same && shared.every((item, index) => Object.is(item, previous[index])) ? previous : shared
}

export type PlainObject = Readonly<Record<string, unknown>>

function shareObject(previous: PlainObject, next: PlainObject, depth: number): PlainObject {
  const names = Object.keys(next)
  const shared = names.map((name): [string, unknown] => [
    name,
    Object.hasOwn(previous, name) ? shareStructure(previous[name], next[name], depth) : next[name],
  ])
  const same =
    names.length === Object.keys(previous).length &&
    shared.every(
      ([name, value]) => Object.hasOwn(previous, name) && Object.is(value, previous[name]),
    )
  // fromEntries defines own properties: a member called __proto__ stays data.
  return same ? previous : Object.fromEntries(shared)
}

export function isPlainObject(value: unknown): value is PlainObject {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
