import { cleanup } from '@testing-library/react'
import { afterEach, describe } from 'vitest'
import { openApiInPage } from './api-in-page.test-fixture.ts'
import { describeMutationRaces } from './mutation-race.test-suite.tsx'
import { describeOffline } from './offline.test-suite.tsx'
import { describeSignOut } from './sign-out-mid-flight.test-suite.tsx'
import { describeSwitchOfUser } from './switch-user.test-suite.tsx'
import { thisBrowser } from './tab.test-fixture.ts'

// One page for all of them: to load its modules takes a browser longer than most of its tests.
afterEach(cleanup)

describe('another user', () => {
  describeSwitchOfUser(openApiInPage)
})
describe('a sign-out while something is under way', () => {
  describeSignOut(openApiInPage)
})
describe('no network', () => {
  describeOffline(openApiInPage)
})
describe('a read that overlaps a write', () => {
  describeMutationRaces(openApiInPage, thisBrowser)
})
