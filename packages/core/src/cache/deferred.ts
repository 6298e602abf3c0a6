/** A promise that is settled from outside. */
export interface Deferred<T> {
  readonly promise: Promise<T>
  readonly resolve: (value: T | PromiseLike<T>) => void
}

/** `Promise.withResolvers`, which Node 20 and browsers before 2024 do not have. */
export function deferred<T>(): Deferred<T> {
  let resolve: Deferred<T>['resolve'] = nothing
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}

function nothing(): void {}
