import type { Awaitable } from '../stores/response-store.ts'

/** Throws unless both are the same plain data. `promise` says what was promised. */
export function assertSame(actual: unknown, expected: unknown, promise: string): void {
  if (isSame(actual, expected)) return
  throw new Error(`${promise}: expected ${shown(expected)}, got ${shown(actual)}`)
}

/** Throws unless both lists hold the same, in any order. */
export function assertSameMembers(
  actual: readonly unknown[],
  expected: readonly unknown[],
  promise: string,
): void {
  const isComplete = expected.every((one) => actual.some((other) => isSame(other, one)))
  if (isComplete && actual.length === expected.length) return
  throw new Error(`${promise}: expected, in any order, ${shown(expected)}, got ${shown(actual)}`)
}

export function assertThat(isSo: boolean, promise: string): void {
  if (!isSo) throw new Error(promise)
}

/** Throws unless the call throws or rejects with a `GenerationEndedError`. */
export async function assertEnded(call: () => Awaitable<unknown>, method: string): Promise<void> {
  let result: unknown
  try {
    result = await call()
  } catch (error) {
    // By its name: a bundle may hold the class twice.
    if (error instanceof Error && error.name === 'GenerationEndedError') return
    throw new Error(`${method} rejects with GenerationEndedError: got ${String(error)}`, {
      cause: error,
    })
  }
  throw new Error(`${method} rejects with GenerationEndedError: resolved to ${shown(result)}`)
}

function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (!isObject(one) || !isObject(other)) return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  if (one instanceof Uint8Array !== other instanceof Uint8Array) return false
  const names = Object.keys(one)
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && isSame(own(one, name), own(other, name)))
  )
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function own(value: object, name: string): unknown {
  return Reflect.get(value, name)
}

const LONGEST = 400

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}
