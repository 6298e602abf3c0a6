/**
 * `next`, with every part that equals its counterpart in `previous` replaced by that counterpart:
 * what did not change keeps its identity. Arrays and plain objects are walked, all else is compared.
 */
export function shareStructure(previous: unknown, next: unknown): unknown {
  if (Object.is(previous, next)) return previous
  if (Array.isArray(previous) && Array.isArray(next)) return shareArray(previous, next)
  if (isPlainObject(previous) && isPlainObject(next)) return shareObject(previous, next)
  return next
}

function shareArray(previous: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  const shared = next.map((item, index) => shareStructure(previous[index], item))
  const same = shared.length === previous.length
  return same && shared.every((item, index) => Object.is(item, previous[index])) ? previous : shared
}

type PlainObject = Readonly<Record<string, unknown>>

function shareObject(previous: PlainObject, next: PlainObject): PlainObject {
  const names = Object.keys(next)
  const shared = names.map((name): [string, unknown] => [
    name,
    Object.hasOwn(previous, name) ? shareStructure(previous[name], next[name]) : next[name],
  ])
  const same =
    names.length === Object.keys(previous).length &&
    shared.every(
      ([name, value]) => Object.hasOwn(previous, name) && Object.is(value, previous[name]),
    )
  // fromEntries defines own properties: a member called __proto__ stays data.
  return same ? previous : Object.fromEntries(shared)
}

function isPlainObject(value: unknown): value is PlainObject {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
