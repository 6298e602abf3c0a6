/** One place where two JSON values differ. */
export interface JsonChange {
  /** Such as `[3].market_cap`; empty: the whole value. */
  readonly path: string
  readonly kind: 'changed' | 'added' | 'removed'
  /** The values as JSON, shortened; absent: there was none, there is none. */
  readonly before?: string
  readonly after?: string
}

export interface JsonChanges {
  readonly changes: readonly JsonChange[]
  /** There are more than are told. */
  readonly isCut: boolean
}

export const MOST_CHANGES = 200
/** A value that is nested deeper is compared as a text. */
const DEEPEST = 60
const LONGEST = 80

interface Found {
  readonly changes: JsonChange[]
  isCut: boolean
}

/** Where does one JSON value differ from the other? Pure. */
export function jsonChanges(before: unknown, after: unknown): JsonChanges {
  const found: Found = { changes: [], isCut: false }
  compare(found, { path: '', depth: 0 }, before, after)
  return found
}

interface Place {
  readonly path: string
  readonly depth: number
}

function compare(found: Found, place: Place, before: unknown, after: unknown): void {
  if (found.isCut || Object.is(before, after)) return
  if (Array.isArray(before) && Array.isArray(after)) {
    return compareLists(found, place, before, after)
  }
  const isDeeper = isObject(before) && isObject(after) && place.depth < DEEPEST
  if (isDeeper) compareObjects(found, place, before, after)
  else if (JSON.stringify(before) !== JSON.stringify(after)) {
    const told = { path: place.path, before: shown(before), after: shown(after) }
    add(found, { kind: 'changed', ...told })
  }
}

function compareLists(
  found: Found,
  { path, depth }: Place,
  before: readonly unknown[],
  after: readonly unknown[],
): void {
  const shared = Math.min(before.length, after.length)
  for (let at = 0; at < shared && !found.isCut; at++) {
    compare(found, { path: `${path}[${at}]`, depth: depth + 1 }, before[at], after[at])
  }
  for (const [index, value] of before.slice(shared).entries()) {
    add(found, { kind: 'removed', path: `${path}[${shared + index}]`, before: shown(value) })
  }
  for (const [index, value] of after.slice(shared).entries()) {
    add(found, { kind: 'added', path: `${path}[${shared + index}]`, after: shown(value) })
  }
}

type JsonObject = Readonly<Record<string, unknown>>

function compareObjects(
  found: Found,
  { path, depth }: Place,
  before: JsonObject,
  after: JsonObject,
): void {
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (found.isCut) return
    const inside = path + step(name, path === '')
    if (!Object.hasOwn(after, name)) {
      add(found, { kind: 'removed', path: inside, before: shown(before[name]) })
    } else if (!Object.hasOwn(before, name)) {
      add(found, { kind: 'added', path: inside, after: shown(after[name]) })
    } else compare(found, { path: inside, depth: depth + 1 }, before[name], after[name])
  }
}

function add(found: Found, change: JsonChange): void {
  if (found.changes.length < MOST_CHANGES) found.changes.push(change)
  else found.isCut = true
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function step(name: string, isFirst: boolean): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(name)) return `[${JSON.stringify(name)}]`
  return isFirst ? name : `.${name}`
}

function shown(value: unknown): string {
  const text = JSON.stringify(value)
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text
}
