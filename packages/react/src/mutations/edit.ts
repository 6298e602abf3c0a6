import type { DataTag, QueryKey } from '@tanstack/react-query'
import type { EtaggedQueryKey } from '../query-key.ts'

/** How a mutation that has not been answered shows in a query. */
export interface Edit {
  /** Of the query that shows it. */
  readonly queryKey: QueryKey
  /** Makes what is shown of what the query has; called anew above each answer. */
  readonly change: (data: unknown) => unknown
}

/**
 * Describes what a query shows while a mutation is under way. The change is made again above all that
 * the query is given meanwhile; it must not alter its argument, and may return it.
 *
 * @param query its options, as `query()` made them
 * @param change makes what is shown of what the query has
 * @example
 * edit(query(orders, { id }), (order) => ({ ...order, name }))
 */
export function edit<Data>(
  { queryKey }: { readonly queryKey: DataTag<EtaggedQueryKey, Data, Error> },
  change: (data: Data) => NoInfer<Data>,
): Edit {
  return { queryKey, change: (data) => change(data as Data) }
}
