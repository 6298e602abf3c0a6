import * as v from 'valibot'

/** The part of the Web Storage API that keeps text: `localStorage` is one. */
export type TextStorage = Pick<Storage, 'getItem' | 'setItem'>

/** Values by name; a `Map` is one. */
export interface ValueMap<T> {
  readonly get: (name: string) => T | undefined
  readonly set: (name: string, value: T) => unknown
}

/**
 * Values kept as JSON under `prefix` + name. What is read was within reach of anybody, so whatever
 * does not fit the schema counts as missing. A storage that refuses to be read or written (full,
 * forbidden by the user) keeps nothing, like a browser that blocks cookies.
 */
export function storedMap<T>(
  storage: TextStorage,
  prefix: string,
  schema: v.GenericSchema<unknown, T>,
): ValueMap<T> {
  return {
    get: (name) => {
      const read = v.safeParse(schema, jsonIn(textOf(storage, prefix + name)))
      return read.success ? read.output : undefined
    },
    set: (name, value) => keep(storage, prefix + name, JSON.stringify(value)),
  }
}

function textOf(storage: TextStorage, key: string): string {
  try {
    return storage.getItem(key) ?? ''
  } catch (error) {
    if (isRefusal(error)) return ''
    throw error
  }
}

function keep(storage: TextStorage, key: string, text: string): void {
  try {
    storage.setItem(key, text)
  } catch (error) {
    if (!isRefusal(error)) throw error
  }
}

/** QuotaExceededError and SecurityError are DOMExceptions. */
function isRefusal(error: unknown): boolean {
  return error instanceof DOMException
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
