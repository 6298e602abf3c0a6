import { tabRaces } from './tab-races.ts'
import { testRaces } from './races.test-suite.ts'

testRaces(tabRaces)
