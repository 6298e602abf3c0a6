import { type Endpoint, isStoredData } from '@etagged/core'
import { hashKey, type InfiniteData, replaceEqualDeep } from '@tanstack/react-query'
import { requestOf } from './query-request.ts'
import { type QueryRequest, type QuerySource, querySource } from './query-source.ts'
import type { RetryDelay } from './retry.ts'

interface Pages {
  readonly first: unknown
  /** The request for the page of a page parameter. */
  readonly requestFor: (pageParam: unknown) => QueryRequest
  readonly path: string
  readonly retryDelay: RetryDelay | undefined
}

/** A query that shows pages, each of which is a stored response with an entity-tag of its own. */
export function pagesSource({ first, requestFor, path, retryDelay }: Pages): QuerySource {
  return querySource({
    path,
    first: requestFor(first),
    dataOf: (page) => ({ pages: [page], pageParams: [first] }),
    partsOf: (data) =>
      isPages(data)
        ? data.pages.map((page, index) => ({
            request: requestFor(data.pageParams[index]),
            data: page,
          }))
        : [{ request: requestFor(first), data: undefined }],
    withPart: (data, index, page) =>
      isPages(data)
        ? { ...data, pages: data.pages.with(index, page) }
        : { pages: [page], pageParams: [first] },
    retryDelay,
  })
}

/** Makes each page's request once: freshness is asked for at every change of a query. */
export function pageRequests<Params, Data>(
  endpoint: Endpoint<Params, Data>,
  paramsOf: (pageParam: unknown) => Params,
): (pageParam: unknown) => QueryRequest {
  // By what they say: a parameter that is an object is another one at each refetch.
  const made = new Map<string, QueryRequest>()
  return (pageParam) => {
    const name = hashKey([pageParam])
    const request = made.get(name) ?? requestOf(endpoint, paramsOf(pageParam))
    made.set(name, request)
    return request
  }
}

/**
 * The former pages, if all are the same objects; else the new ones, of which core's are left as they
 * are: it has shared their structure already, and looks for the same objects later.
 */
export function sharePages(former: unknown, data: unknown): unknown {
  if (!isPages(former) || !isPages(data)) return data
  const pages = data.pages.map((page, index) =>
    isStoredData(page) ? page : replaceEqualDeep(former.pages[index], page),
  )
  const isSame =
    pages.length === former.pages.length &&
    pages.every((page, index) => page === former.pages[index]) &&
    replaceEqualDeep(former.pageParams, data.pageParams) === former.pageParams
  return isSame ? former : { ...data, pages }
}

function isPages(data: unknown): data is InfiniteData<unknown> {
  return typeof data === 'object' && data !== null && 'pages' in data && Array.isArray(data.pages)
}
