import { isStoredData } from '@etagged/core'
import type { Query, QueryFunction, QueryFunctionContext } from '@tanstack/react-query'
import { ask } from './ask.ts'
import { fly } from './fly.ts'
import { withoutEdits } from './mutations/unedited.ts'
import type { EtaggedQueryKey } from './query-key.ts'
import { ownerOf } from './query-owner.ts'
import { type QuerySource, sourceOf } from './query-source.ts'

type Context = QueryFunctionContext<EtaggedQueryKey>

/**
 * The same for a query that shows pages. TanStack puts the pages that it does not ask for beside those
 * that it does, as they were when the flight began: with edits, and without what was learned since.
 */
export async function flyPages<Data>(
  queryFn: QueryFunction<Data, EtaggedQueryKey>,
  context: Context,
  query: Query,
): Promise<Data> {
  const source = sourceOf(query)
  if (source === undefined) return fly(queryFn, context, query)
  const { isInvalidated, fetchMeta } = query.state
  // One page more takes the place of the validation that is due to all of them.
  const asking: typeof queryFn =
    isInvalidated && fetchMeta?.fetchMore !== undefined
      ? async (all) => {
          await validateShown(query, source, context)
          return queryFn(all)
        }
      : queryFn
  const data = withoutEdits(query, await fly(asking, context, query))
  return newestOf(query, source, data) as Data
}

async function validateShown(query: Query, source: QuerySource, context: Context): Promise<void> {
  for (const { request } of source.partsOf(query.state.data)) {
    await ask(source.path, request, context, 'no-cache')
  }
}

/** The same pages as the cache has them now. The app's own are to be replaced by an answer alone. */
function newestOf(query: Query, { partsOf, withPart }: QuerySource, data: unknown): unknown {
  return partsOf(data).reduce((all: unknown, { request, data: page }, index) => {
    const held = isStoredData(page) && ownerOf(query)?.peekMemory(request.url, request.init)
    return held && held.data !== page ? withPart(all, index, held.data) : all
  }, data)
}
