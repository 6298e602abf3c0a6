import { stubDisk } from '../disk.test-fixture.ts'
import { startOrigin } from '../origin.test-fixture.ts'
import { describeChanged } from './changed.test-suite.tsx'

stubDisk()
describeChanged(startOrigin)
