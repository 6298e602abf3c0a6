import type { Awaitable, ResponseStore } from '../stores/response-store.ts'

/** A method that throws is one that rejects. */
export async function settled<T>(
  run: (on: ResponseStore) => Awaitable<T>,
  on: ResponseStore,
): Promise<T> {
  return run(on)
}
