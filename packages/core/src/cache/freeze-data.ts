import type { Reading } from './data.ts'
import { isPlainObject } from './structural-sharing.ts'

/** Bundlers put a word in place of `process.env.NODE_ENV`; a browser without one knows no `process`. */
declare const process: { readonly env: { readonly NODE_ENV?: string } }

/**
 * In development, data that is shared is frozen, so that who changes it hears of it at once. Of a
 * production bundle nothing of this is a part.
 */
export function freezeInDevelopment(reading: Reading): void {
  try {
    if (process.env.NODE_ENV !== 'production' && reading.usable) deepFreeze(reading.data)
  } catch {
    // There is no `process`, or a proxy that a schema returned refuses: then it is as in production.
    return
  }
}

const walked = new WeakSet<object>()

/**
 * Arrays and plain objects only, and without calling a getter: what else a schema returns may belong
 * to somebody who changes it. A loop, since data may be deeper than the stack.
 */
function deepFreeze(data: unknown): void {
  const waiting = [data]
  while (waiting.length > 0) {
    const value = waiting.pop()
    if (!(Array.isArray(value) || isPlainObject(value)) || walked.has(value)) continue
    walked.add(value)
    Object.freeze(value)
    for (const name of Reflect.ownKeys(value)) {
      waiting.push(Object.getOwnPropertyDescriptor(value, name)?.value)
    }
  }
}
