/** Where the coin API is, and what brings requests to it. */
export interface Api {
  /** An absolute path such as `/api`, without a slash at the end. */
  readonly baseUrl: string
  readonly fetch: typeof fetch
  /**
   * Is it inside the page? Then nothing goes over the network, and no cache of the browser's is between.
   * @default false
   */
  readonly isInPage?: boolean
}

/** The API of this build: behind the server that served the page, or inside the page itself. */
export async function openApi(): Promise<Api> {
  if (import.meta.env.VITE_API === 'in-page') {
    // Loaded here, so that the build for a server is made without it.
    const { openInPageApi } = await import('./in-page-api.ts')
    return openInPageApi(document.baseURI)
  }
  return { baseUrl: '/api', fetch: (...args) => globalThis.fetch(...args) }
}
