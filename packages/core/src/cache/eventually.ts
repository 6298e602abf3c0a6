/**
 * A value, or the promise of it where something has to be waited for. Who is given one goes on in the
 * same step where he can: a hit in memory waits for nothing, and each `await` on its way would cost it
 * a turn of the microtask queue.
 */
export type Eventually<T> = T | Promise<T>

/** Is it the promise? By `then`: Zone.js puts a class of its own in place of the one whose promises `async` gives. */
export function isPromise<T>(value: Eventually<T>): value is Promise<T> {
  return typeof (value as { readonly then?: unknown } | null | undefined)?.then === 'function'
}
