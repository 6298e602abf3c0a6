import { describe } from 'vitest'
import { describeScenarios } from '../../../packages/coin-api/src/scenarios/scenarios.test-suite.ts'
import { createCookieFetch } from './cookie-fetch.test-fixture.ts'
import { serve } from './serve.ts'

describe('a coin API behind a port', () => {
  describeScenarios(async (api, clock) => {
    const { url, close } = await serve({ handler: api, port: 0 })
    return { base: `${url}/api`, fetch: createCookieFetch(clock), close }
  })
})
