import type { Endpoint } from '@etagged/core'
import {
  type DataTag,
  type InfiniteData,
  type QueryFunction,
  type QueryPersister,
  skipToken,
  type SkipToken,
  type UseInfiniteQueryOptions,
} from '@tanstack/react-query'
import { ask } from './ask.ts'
import { flyPages } from './fly-pages.ts'
import { flyingOptions, refusedOptions } from './flying-options.ts'
import { pageRequests, pagesSource, sharePages } from './pages.ts'
import { type EtaggedQueryKey, KEY } from './query-key.ts'
import { queryRequest } from './query-request.ts'
import type { Supplied } from './query.ts'

type OfTanStack<Data, PageParam, Selected> = UseInfiniteQueryOptions<
  Data,
  Error,
  Selected,
  EtaggedQueryKey,
  PageParam
>

/** TanStack's options of an infinite query, but for what etagged supplies, as in {@link QueryOverrides}. */
export type InfiniteOverrides<Data, PageParam, Selected = InfiniteData<Data, PageParam>> = Omit<
  OfTanStack<Data, PageParam, Selected>,
  Supplied
>

/** How a list goes on from page to page. */
export interface Paging<Params, PageParam> {
  /** What the parameters of a page have besides those of the list. */
  readonly page: (pageParam: PageParam) => Partial<NoInfer<Params>>
}

/** Options for every hook and method of TanStack Query that takes an infinite query. */
export type EtaggedInfiniteOptions<
  Data,
  PageParam,
  Selected = InfiniteData<Data, PageParam>,
> = Omit<OfTanStack<Data, PageParam, Selected>, 'queryKey' | 'queryFn'> & {
  readonly queryKey: DataTag<EtaggedQueryKey, InfiniteData<Data, PageParam>, Error>
  readonly queryFn: QueryFunction<Data, EtaggedQueryKey, PageParam>
}

/** The same for a list that may have to wait for its parameters: not for Suspense. */
export type SkippableInfiniteOptions<
  Data,
  PageParam,
  Selected = InfiniteData<Data, PageParam>,
> = Omit<EtaggedInfiniteOptions<Data, PageParam, Selected>, 'queryFn'> & {
  readonly queryFn: QueryFunction<Data, EtaggedQueryKey, PageParam> | SkipToken
}

/**
 * TanStack options for a list that is read page by page. Each page is a response of its own: it has
 * its own ETag, and a refetch of ten unchanged pages is ten 304s and no render.
 *
 * At first the first page is shown from what is stored; a further page that is stored and fresh
 * costs no request.
 */
export function infinite<Params, Data, PageParam, Selected = InfiniteData<Data, PageParam>>(
  endpoint: Endpoint<Params, Data>,
  params: NoInfer<Params>,
  options: InfiniteOverrides<Data, PageParam, Selected> & Paging<Params, PageParam>,
): EtaggedInfiniteOptions<Data, PageParam, Selected>
export function infinite<Params, Data, PageParam, Selected = InfiniteData<Data, PageParam>>(
  endpoint: Endpoint<Params, Data>,
  params: NoInfer<Params> | SkipToken,
  options: InfiniteOverrides<Data, PageParam, Selected> & Paging<Params, PageParam>,
): SkippableInfiniteOptions<Data, PageParam, Selected>
export function infinite<Params, Data, PageParam, Selected = InfiniteData<Data, PageParam>>(
  endpoint: Endpoint<Params, Data>,
  params: Params | SkipToken,
  { page, ...overrides }: InfiniteOverrides<Data, PageParam, Selected> & Paging<Params, PageParam>,
): SkippableInfiniteOptions<Data, PageParam, Selected> {
  const { path } = endpoint
  const part = params === skipToken ? null : params
  const key: EtaggedQueryKey = [KEY, path, part, 'infinite']
  const queryKey = key as DataTag<EtaggedQueryKey, InfiniteData<Data, PageParam>, Error>
  if (params === skipToken) return { ...overrides, queryKey, queryFn: skipToken }

  const { initialPageParam: first, retryDelay } = overrides
  const paramsOf = (pageParam: unknown): Params => ({ ...params, ...page(pageParam as PageParam) })
  const request = queryRequest(endpoint, paramsOf(first))
  if ('refused' in request) return { ...refusedOptions(overrides, request), queryKey }
  const requestFor = pageRequests(endpoint, paramsOf)
  return {
    ...flyingOptions(overrides, pagesSource({ first, requestFor, path, retryDelay })),
    queryKey,
    // What TanStack gives it here makes all pages, and is no function of one.
    persister: flyPages as unknown as QueryPersister<Data, EtaggedQueryKey, PageParam>,
    structuralSharing: sharePages,
    queryFn(context) {
      const wanted = requestFor(context.pageParam)
      const shown = context.client.getQueryData(queryKey)?.pageParams.map(requestFor)
      // Asked for again, by a refetch: that validates.
      const cache = shown?.includes(wanted) === true ? 'no-cache' : 'default'
      return ask(path, wanted, context, cache) as Promise<Data>
    },
  }
}
