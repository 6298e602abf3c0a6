import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe } from 'vitest'
import { createCookieJar } from '../in-page/cookie-jar.ts'
import { coinApiHandlers } from '../msw/coin-api-handlers.ts'
import { describeScenarios } from './scenarios.test-suite.ts'

const base = 'https://coins.test/api'
const server = setupServer()

describe('a coin API behind MSW', () => {
  beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
  afterEach(() => server.resetHandlers())
  afterAll(() => server.close())

  describeScenarios(async (api, clock) => {
    server.use(...coinApiHandlers(api, { baseUrl: base, jar: createCookieJar({ clock }) }))
    return { base, fetch: globalThis.fetch, close: () => Promise.resolve() }
  })
})
