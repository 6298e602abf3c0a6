import { describe } from 'vitest'
import { server } from 'vitest/browser'
import type { Engine } from './behaviour.test-fixture.ts'
import { describeBehaviours } from './behaviours.test-suite.ts'

describe('etagged.fetch stands in for fetch, in a page', () => {
  describeBehaviours(server.browser as Engine, () => location.origin)
})
