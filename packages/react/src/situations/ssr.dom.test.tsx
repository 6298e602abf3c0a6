import { stubDisk } from '../disk.test-fixture.ts'
import { startOrigin } from '../origin.test-fixture.ts'
import { describeSsr } from './ssr.test-suite.tsx'

stubDisk()
describeSsr(startOrigin)
