import { stubDisk } from '../disk.test-fixture.ts'
import { startOrigin } from '../origin.test-fixture.ts'
import { describeInfinite } from './infinite.test-suite.tsx'

stubDisk()
describeInfinite(startOrigin)
