import { requestRaces } from './request-races.ts'
import { testRaces } from './races.test-suite.ts'

testRaces(requestRaces)
