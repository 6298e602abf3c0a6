/**
 * Calls a method that returns nothing and must not fail. An asynchronous function passes for one,
 * and may reject long after.
 */
export function withoutWaiting(run: () => unknown, onFailure: (error: unknown) => void): void {
  try {
    const result = run()
    if (result instanceof Promise) result.catch(onFailure)
  } catch (error) {
    onFailure(error)
  }
}
