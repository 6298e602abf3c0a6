import { stubDisk } from '../disk.test-fixture.ts'
import { startOrigin } from '../origin.test-fixture.ts'
import { describeReload } from './reload.test-suite.tsx'

stubDisk()
describeReload(startOrigin)
