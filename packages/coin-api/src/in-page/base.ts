/** Where the API is among all addresses. */
export interface Base {
  readonly covers: (url: URL) => boolean
  /** The address as the API knows it: its paths begin at `/`. */
  readonly within: (url: URL) => URL
}

/**
 * Reads an absolute URL, or one relative to `page`. Throws TypeError when there is no page for it
 * to be relative to.
 */
export function baseAt(base: string, page: string | undefined = globalThis.location?.href): Base {
  const root = URL.parse(base, page)
  if (!root) {
    throw new TypeError(
      `The base "${base}" cannot be resolved. Give an absolute URL, such as "http://localhost/api".`,
    )
  }
  const prefix = root.pathname.replace(/\/+$/, '')
  return {
    covers: ({ origin, pathname }) =>
      origin === root.origin && (pathname === prefix || pathname.startsWith(`${prefix}/`)),
    within: (url) => {
      const inner = new URL(url)
      inner.pathname = url.pathname.slice(prefix.length)
      return inner
    },
  }
}
