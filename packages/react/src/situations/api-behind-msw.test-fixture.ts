import { http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll } from 'vitest'
import { type Backend, createBackend, type OpenApi } from './api.test-fixture.ts'

/** APIs for the tests of a file, each on an origin of its own, which the page's own `fetch` reaches. */
export function serveApis(): OpenApi {
  const backends = new Map<string, Backend>()
  const server = setupServer(
    http.all(/./, ({ request }) => backends.get(new URL(request.url).origin)?.serve(request)),
  )
  beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
  afterAll(() => server.close())
  return (initial, apply) => {
    const backend = createBackend(initial, apply)
    backends.set(backend.url, backend)
    return Object.assign(backend, { fetch: (...args: Parameters<typeof fetch>) => fetch(...args) })
  }
}
