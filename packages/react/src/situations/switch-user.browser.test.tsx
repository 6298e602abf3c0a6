import { cleanup } from '@testing-library/react'
import { afterEach, describe } from 'vitest'
import { openApiInPage } from './api-in-page.test-fixture.ts'
import { describeSwitchOfUser } from './switch-user.test-suite.tsx'

afterEach(cleanup)

describe('When another user is there, in a browser', () => {
  describeSwitchOfUser(openApiInPage)
})
