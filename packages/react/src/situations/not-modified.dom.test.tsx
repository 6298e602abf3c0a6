import { stubDisk } from '../disk.test-fixture.ts'
import { startOrigin } from '../origin.test-fixture.ts'
import { describeNotModified } from './not-modified.test-suite.tsx'

stubDisk()
describeNotModified(startOrigin)
