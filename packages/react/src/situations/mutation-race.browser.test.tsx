import { cleanup } from '@testing-library/react'
import { afterEach, describe } from 'vitest'
import { openApiInPage } from './api-in-page.test-fixture.ts'
import { describeMutationRaces } from './mutation-race.test-suite.tsx'
import { thisBrowser } from './tab.test-fixture.ts'

afterEach(cleanup)

describe('When a read overlaps a write, in a browser', () => {
  describeMutationRaces(openApiInPage, thisBrowser)
})
