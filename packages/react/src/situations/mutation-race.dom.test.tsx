import { describe } from 'vitest'
import { stubDisk } from '../disk.test-fixture.ts'
import { openBrowser } from '../tabs.test-fixture.ts'
import { serveApis } from './api-behind-msw.test-fixture.ts'
import { describeMutationRaces } from './mutation-race.test-suite.tsx'

const openApi = serveApis()

stubDisk()

describe('When a read overlaps a write', () => {
  describeMutationRaces(openApi, openBrowser, true)
})
