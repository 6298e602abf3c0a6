import { sessionRaces } from './session-races.ts'
import { testRaces } from './races.test-suite.ts'

testRaces(sessionRaces)
