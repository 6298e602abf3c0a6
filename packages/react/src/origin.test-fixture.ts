import { http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { type Origin, scriptOrigin } from './scripted-origin.test-fixture.ts'

export type { Origin } from './scripted-origin.test-fixture.ts'

/** Starts the origin for the tests of a file. Relative order: one per file. */
export function startOrigin(
  initial: Readonly<Record<string, unknown>>,
  url = 'http://api.test',
): Origin {
  const { origin, answer, reset } = scriptOrigin(initial, url)
  const server = setupServer(http.all(`${url}/*`, ({ request }) => answer(request)))
  beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
  afterEach(reset)
  afterAll(() => server.close())
  return Object.assign(origin, { fetch: (...args: Parameters<typeof fetch>) => fetch(...args) })
}
