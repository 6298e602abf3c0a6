import { type Endpoint, isStoredData } from '@etagged/core'
import {
  type DataTag,
  type QueryFunction,
  replaceEqualDeep,
  skipToken,
  type SkipToken,
  type UseQueryOptions,
} from '@tanstack/react-query'
import { ask } from './ask.ts'
import { flyingOptions, refusedOptions } from './flying-options.ts'
import { type EtaggedQueryKey, KEY } from './query-key.ts'
import { queryRequest } from './query-request.ts'
import { oneResponse } from './query-source.ts'

/** What etagged supplies itself. */
export type Supplied =
  | 'queryKey'
  | 'queryFn'
  | 'persister'
  | 'structuralSharing'
  | 'queryKeyHashFn'
  | 'queryHash'

/**
 * TanStack's query options, but for what etagged supplies: `queryKey`, `queryFn`, `persister`,
 * `structuralSharing`, `queryKeyHashFn` and `queryHash`.
 */
export type QueryOverrides<Data, Selected = Data> = Omit<
  UseQueryOptions<Data, Error, Selected, EtaggedQueryKey>,
  Supplied
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
  const { path } = endpoint
  const part = params === skipToken ? null : params
  const queryKey = [KEY, path, part] as const as DataTag<EtaggedQueryKey, Data, Error>
  if (params === skipToken) return { ...overrides, queryKey, queryFn: skipToken }
  const request = queryRequest(endpoint, params)
  if ('refused' in request) return { ...refusedOptions(overrides, request), queryKey }
  return {
    ...flyingOptions(overrides, oneResponse(path, request, overrides.retryDelay)),
    queryKey,
    structuralSharing: (former, data) =>
      isStoredData(data) ? data : replaceEqualDeep(former, data),
    queryFn: (context) => ask(path, request, context, 'no-cache') as Promise<Data>,
  }
}
