/** The name says whose rows these are to nobody but who knows the user: a partition is a hash. */
export function databaseName(partition: string): string {
  return `etagged-${partition}`
}

/** An app's own databases may have names that begin alike. */
export function isDatabaseName(name: string): boolean {
  return /^etagged-(?:[\da-f]{32}|anonymous|everyone)$/.test(name)
}
