/** A value, or the promise of it where something has to be waited for. */
export type Eventually<T> = T | Promise<T>

/**
 * Goes on with a value: at once, in the same step, where it is known. A hit in memory waits for
 * nothing, and each `await` on its way would cost it a turn of the microtask queue.
 */
export function whenKnown<T, Result>(
  value: Eventually<T>,
  proceed: (value: T) => Eventually<Result>,
): Eventually<Result> {
  return value instanceof Promise ? value.then(proceed) : proceed(value)
}
