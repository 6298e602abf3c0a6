import { cleanup } from '@testing-library/react'
import { afterEach, describe } from 'vitest'
import { openApiInPage } from './api-in-page.test-fixture.ts'
import { describeSignOut } from './sign-out-mid-flight.test-suite.tsx'

afterEach(cleanup)

describe('When the user signs out while something is under way, in a browser', () => {
  describeSignOut(openApiInPage)
})
