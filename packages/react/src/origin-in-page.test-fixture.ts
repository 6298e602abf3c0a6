import { afterEach } from 'vitest'
import { type Origin, scriptOrigin } from './scripted-origin.test-fixture.ts'

/** The same origin where there is no server to intercept for: in the page itself. */
export function openOrigin(
  initial: Readonly<Record<string, unknown>>,
  url = 'http://api.test',
): Origin {
  const { origin, answer, reset } = scriptOrigin(initial, url)
  afterEach(reset)
  return Object.assign(origin, {
    async fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
      const request = new Request(input, init)
      const response = await Promise.race([answer(request), abortOf(request.signal)])
      if (response.type === 'error') throw new TypeError('Failed to fetch')
      return response
    },
  })
}

function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason as Error)
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })
}
