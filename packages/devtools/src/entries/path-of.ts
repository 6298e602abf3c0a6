/** A URL's parts as a table shows them. */
export interface UrlParts {
  readonly origin: string
  readonly path: string
  /** With its question mark; empty: none. */
  readonly params: string
}

/** By hand: a table asks for it at each beat. The URL is absolute and has no fragment. */
export function urlParts(url: string): UrlParts {
  const authority = url.indexOf('//') + 2
  const root = url.indexOf('/', authority)
  const query = url.indexOf('?')
  const end = query < 0 ? url.length : query
  const begin = root < 0 || root > end ? end : root
  return { origin: url.slice(0, begin), path: url.slice(begin, end) || '/', params: url.slice(end) }
}

export function pathOf(url: string): string {
  return urlParts(url).path
}
