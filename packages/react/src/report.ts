/** The app's own mistake reaches its author, as one that nobody catches would, and nobody else. */
export function report(error: unknown): void {
  queueMicrotask(() => {
    throw error
  })
}
