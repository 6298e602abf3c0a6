import type { Etagged } from '@etagged/core'
import type { CarriesSource } from '../insight/use-cache-meta.ts'
import { sourceOf } from '../query-source.ts'

/** The very data that the cache holds for a query. */
export function dataInMemory(client: Etagged, { meta }: CarriesSource): unknown {
  const source = sourceOf({ meta })
  return source && client.peekMemory(source.first.url, source.first.init)?.data
}
