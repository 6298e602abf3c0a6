import { describe } from 'vitest'
import { inPage } from './in-page-binding.test-fixture.ts'
import { describeScenarios } from './scenarios.test-suite.ts'

describe('a coin API inside the page', () => {
  describeScenarios(inPage)
})
