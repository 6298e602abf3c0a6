import { isStoredData } from '@etagged/core'
import type { Query, QueryFunction, QueryFunctionContext } from '@tanstack/react-query'
import { fly } from './fly.ts'
import { withoutEdits } from './mutations/unedited.ts'
import type { EtaggedQueryKey } from './query-key.ts'
import { ownerOf } from './query-owner.ts'
import { type QuerySource, sourceOf } from './query-source.ts'
import { validate } from './validate-query.ts'

/**
 * The same for a query that shows pages. TanStack puts the pages that it does not ask for beside those
 * that it does, as they were when the flight began: with edits, and without what was learned since.
 */
export async function flyPages<Data>(
  queryFn: QueryFunction<Data, EtaggedQueryKey>,
  context: QueryFunctionContext<EtaggedQueryKey>,
  query: Query,
): Promise<Data> {
  const source = sourceOf(query)
  if (source === undefined) return fly(queryFn, context, query)
  const data = newestOf(query, source, withoutEdits(query, await fly(queryFn, context, query)))
  const { dataUpdatedAt: updatedAt, fetchMeta, isInvalidated } = query.state
  // One page more must not take the place of the validation that is due to all of them: it is shown as
  // what came unasked, and they are asked for in a flight of their own.
  if (isInvalidated && fetchMeta?.fetchMore !== undefined && !context.signal.aborted) {
    query.setData(data, { updatedAt, manual: true })
    void query.cancel({ revert: true })
    validate(query)
  }
  return data as Data
}

/** The same pages as the cache has them now. The app's own are to be replaced by an answer alone. */
function newestOf(query: Query, { partsOf, withPart }: QuerySource, data: unknown): unknown {
  return partsOf(data).reduce((all: unknown, { request, data: page }, index) => {
    const held = isStoredData(page) && ownerOf(query)?.peekMemory(request.url, request.init)
    return held && held.data !== page ? withPart(all, index, held.data) : all
  }, data)
}
