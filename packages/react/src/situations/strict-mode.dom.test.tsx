import { stubDisk } from '../disk.test-fixture.ts'
import { startOrigin } from '../origin.test-fixture.ts'
import { describeStrictMode } from './strict-mode.test-suite.tsx'

stubDisk()
describeStrictMode(startOrigin)
