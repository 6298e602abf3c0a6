import { type Endpoint, isStoredData } from '@etagged/core'
import {
  type DataTag,
  type QueryFunction,
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

/** TanStack's query options, but for what etagged supplies. */
export type QueryOverrides<Data, Selected = Data> = Omit<
  UseQueryOptions<Data, Error, Selected, EtaggedQueryKey>,
  'queryKey' | 'queryFn' | 'persister' | 'structuralSharing' | 'queryKeyHashFn' | 'queryHash'
>

/** Options for every hook and method of TanStack Query that takes a query, Suspense included. */
export type EtaggedQueryOptions<Data, Selected = Data> = Omit<
  UseQueryOptions<Data, Error, Selected, EtaggedQueryKey>,
  'queryKey' | 'queryFn'
> & {
  readonly queryKey: DataTag<EtaggedQueryKey, Data, Error>
  readonly queryFn: QueryFunction<Data, EtaggedQueryKey>
}

/** The same for a query that may have to wait for its parameters: not for Suspense. */
export type SkippableQueryOptions<Data, Selected = Data> = Omit<
  EtaggedQueryOptions<Data, Selected>,
  'queryFn'
> & { readonly queryFn: QueryFunction<Data, EtaggedQueryKey> | SkipToken }

/**
 * TanStack query options for an endpoint: for `useQuery`, `useQueries`, `useSuspenseQuery`, loaders
 * and `queryClient` alike. TanStack decides when; the cache decides whether bytes move.
 *
 * The data is core's own object: the same one after a 304. Parameters that the endpoint refuses
 * make the query fail with a `UsageError`; `skipToken` keeps it from running.
 */
export function query<Params, Data, Selected = Data>(
  endpoint: Endpoint<Params, Data>,
  params: NoInfer<Params>,
  overrides?: QueryOverrides<Data, Selected>,
): EtaggedQueryOptions<Data, Selected>
export function query<Params, Data, Selected = Data>(
  endpoint: Endpoint<Params, Data>,
  params: NoInfer<Params> | SkipToken,
  overrides?: QueryOverrides<Data, Selected>,
): SkippableQueryOptions<Data, Selected>
export function query<Params, Data, Selected = Data>(
  endpoint: Endpoint<Params, Data>,
  params: Params | SkipToken,
  overrides: QueryOverrides<Data, Selected> = {},
): SkippableQueryOptions<Data, Selected> {
  const keyOf = (part: Params | null) =>
    [KEY, endpoint.path, part] as const as DataTag<EtaggedQueryKey, Data, Error>
  if (params === skipToken) {
    return { ...overrides, queryKey: keyOf(null), queryFn: skipToken }
  }
  const request = queryRequest(endpoint, params, overrides.retryDelay)
  if ('refused' in request) {
    const queryFn = (): Promise<Data> => Promise.reject(request.refused)
    return { ...overrides, queryKey: keyOf(params), queryFn, retry: false }
  }
  return {
    // Explicit, since TanStack drops the persister's default when the app sets one of its own.
    networkMode: 'offlineFirst',
    ...overrides,
    // `firstData` waits instead: TanStack's own wait cannot be called off.
    retryDelay: 0,
    meta: { ...overrides.meta, etagged: request },
    queryKey: keyOf(params),
    persister: firstData,
    structuralSharing: (former, data) =>
      isStoredData(data) ? data : replaceEqualDeep(former, data),
    queryFn: async ({ client, signal }: QueryFunctionContext<EtaggedQueryKey>) => {
      const { url, schema, policy, tags } = request
      const init = { schema, policy, ...(tags && { tags }), signal, cache: 'no-cache' } as const
      const { data } = await clientOf(client).json(url, init)
      return data as Data
    },
  }
}
