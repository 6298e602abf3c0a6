import { http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll } from 'vitest'
import { type Backend, createBackend, type OpenApi } from './api.test-fixture.ts'

/** APIs for the tests of a file, each with URLs of its own, which the page's own `fetch` reaches. */
export function serveApis(): OpenApi {
  const backends: Backend[] = []
  const server = setupServer(
    http.all(/./, ({ request }) =>
      backends.find(({ url }) => request.url.startsWith(url))?.serve(request),
    ),
  )
  beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
  afterAll(() => server.close())
  return (initial, apply) => {
    const backend = createBackend(initial, apply)
    backends.push(backend)
    return Object.assign(backend, { fetch: (...args: Parameters<typeof fetch>) => fetch(...args) })
  }
}
