import { diskRaces } from './disk-races.ts'
import { testRaces } from './races.test-suite.ts'

testRaces(diskRaces)
