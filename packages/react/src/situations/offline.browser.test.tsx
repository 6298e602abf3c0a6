import { cleanup } from '@testing-library/react'
import { afterEach, describe } from 'vitest'
import { openApiInPage } from './api-in-page.test-fixture.ts'
import { describeOffline } from './offline.test-suite.tsx'

afterEach(cleanup)

describe('Without a network, in a browser', () => {
  describeOffline(openApiInPage)
})
