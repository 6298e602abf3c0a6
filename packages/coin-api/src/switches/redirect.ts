const MARK = '__redirected'

/** The answer that sends a request round once, to the same URL with a mark in its query, if any. */
export function redirectOnce({ url }: Request, status: number | null): Response | undefined {
  if (status === null) return undefined
  const { searchParams } = new URL(url)
  if (searchParams.has(MARK)) return undefined
  searchParams.set(MARK, '1')
  // Only a query: whoever serves this under a prefix has taken that off the path.
  return new Response(null, { status, headers: { location: `?${searchParams}` } })
}

/** The request without the mark of a redirect. */
export async function withoutMark(request: Request): Promise<Request> {
  if (!request.url.includes(MARK)) return request
  const url = new URL(request.url)
  url.searchParams.delete(MARK)
  const { method, headers, signal } = request
  // Not every browser can pass a body on as a stream, or say without reading that there is one.
  const mayHaveBody = method !== 'GET' && method !== 'HEAD'
  const body = mayHaveBody ? { body: await request.arrayBuffer() } : {}
  return new Request(url, { method, headers, signal, ...body })
}
