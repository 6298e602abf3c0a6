import { type Endpoint, isStoredData } from '@etagged/core'
import {
  type QueryFunctionContext,
  replaceEqualDeep,
  skipToken,
  type SkipToken,
  type UseQueryOptions,
} from '@tanstack/react-query'
import { clientOf } from './connect.ts'
import { firstData } from './first-data.ts'
import { type EtaggedQueryKey, KEY } from './query-key.ts'
import { queryRequest } from './query-request.ts'
import { retryDelay, shouldRetry } from './retry.ts'
import { staleTimeOf } from './stale-time.ts'

/** TanStack's query options, but for what etagged supplies. */
export type QueryOverrides<Data, Selected = Data> = Omit<
  UseQueryOptions<Data, Error, Selected, EtaggedQueryKey>,
  'queryKey' | 'queryFn' | 'persister' | 'structuralSharing' | 'queryKeyHashFn' | 'queryHash'
>

/**
 * TanStack query options for an endpoint: for `useQuery`, `useQueries`, `useSuspenseQuery`, loaders
 * and `queryClient` alike. TanStack decides when; the cache decides whether bytes move.
 *
 * The data is core's own object: the same one after a 304. Parameters that the endpoint refuses
 * make the query fail with a `UsageError`; `skipToken` keeps it from running.
 */
export function query<Params, Data, Selected = Data>(
  endpoint: Endpoint<Params, Data>,
  params: Params | SkipToken,
  overrides: QueryOverrides<Data, Selected> = {},
): UseQueryOptions<Data, Error, Selected, EtaggedQueryKey> {
  if (params === skipToken) {
    return { ...overrides, queryKey: [KEY, endpoint.path, null], queryFn: skipToken }
  }
  const request = queryRequest(endpoint, params)
  if ('refused' in request) {
    const queryFn = (): Promise<Data> => Promise.reject(request.refused)
    return { ...overrides, queryKey: [KEY, endpoint.path, params], queryFn, retry: false }
  }
  return {
    // Explicit, since TanStack drops the persister's default when the app sets one of its own.
    networkMode: 'offlineFirst',
    retry: shouldRetry,
    retryDelay,
    staleTime: (asked) => staleTimeOf(request, asked),
    ...overrides,
    meta: { ...overrides.meta, etagged: request },
    queryKey: [KEY, endpoint.path, params],
    persister: firstData,
    structuralSharing: (former, data) =>
      isStoredData(data) ? data : replaceEqualDeep(former, data),
    queryFn: async ({ client, signal }: QueryFunctionContext<EtaggedQueryKey>) => {
      const { url, schema, policy } = request
      const init = { schema, policy, signal, cache: 'no-cache' } as const
      const { data } = await clientOf(client).json(url, init)
      return data as Data
    },
  }
}
