import { stubDisk } from '../disk.test-fixture.ts'
import { startOrigin } from '../origin.test-fixture.ts'
import { describeSuspense } from './suspense.test-suite.tsx'

stubDisk()
describeSuspense(startOrigin)
