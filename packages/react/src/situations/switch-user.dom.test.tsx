import { describe } from 'vitest'
import { stubDisk } from '../disk.test-fixture.ts'
import { serveApis } from './api-behind-msw.test-fixture.ts'
import { describeSwitchOfUser } from './switch-user.test-suite.tsx'

const openApi = serveApis()

stubDisk()

describe('When another user is there', () => {
  describeSwitchOfUser(openApi)
})
