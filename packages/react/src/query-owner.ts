import type { Etagged } from '@etagged/core'

const owners = new WeakMap<object, Etagged>()

/** The cache that a query belongs to, once it was added to a connected QueryClient. */
export function ownerOf(query: object): Etagged | undefined {
  return owners.get(query)
}

export function setOwner(query: object, client: Etagged): void {
  owners.set(query, client)
}
