import { describe } from 'vitest'
import { serveApis } from './api-behind-msw.test-fixture.ts'
import { describeSignOut } from './sign-out-mid-flight.test-suite.tsx'

const openApi = serveApis()

describe('When the user signs out while something is under way', () => {
  describeSignOut(openApi)
})
