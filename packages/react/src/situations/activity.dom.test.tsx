import { stubDisk } from '../disk.test-fixture.ts'
import { startOrigin } from '../origin.test-fixture.ts'
import { describeActivity } from './activity.test-suite.tsx'

stubDisk()
describeActivity(startOrigin)
