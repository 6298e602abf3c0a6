import { afterAll, beforeAll, describe } from 'vitest'
import { startBehaviourOrigin } from './behaviour-origin.test-server.ts'
import { describeBehaviours } from './behaviours.test-suite.ts'

describe('etagged.fetch stands in for fetch, in Node', () => {
  let origin: Awaited<ReturnType<typeof startBehaviourOrigin>>
  beforeAll(async () => {
    origin = await startBehaviourOrigin()
  })
  afterAll(() => origin[Symbol.asyncDispose]())

  describeBehaviours('node', () => origin.url)
})
