import { cleanup } from '@testing-library/react'
import { afterEach } from 'vitest'
import { openOrigin } from '../origin-in-page.test-fixture.ts'
import { describeReload } from './reload.test-suite.tsx'

afterEach(cleanup)
describeReload(openOrigin)
