import { type Api, type Apply, createBackend } from './api.test-fixture.ts'

/** An API in the page itself, with a `fetch` of its own. */
export function openApiInPage(initial: Readonly<Record<string, unknown>>, apply?: Apply): Api {
  const backend = createBackend(initial, apply)
  return Object.assign(backend, {
    async fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
      const request = new Request(input, init)
      const response = await Promise.race([backend.serve(request), leaving(request.signal)])
      if (response.type === 'error') throw new TypeError('Failed to fetch')
      return response
    },
  })
}

function leaving(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason as Error)
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })
}
