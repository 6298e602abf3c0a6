import { cleanup } from '@testing-library/react'
import { afterEach } from 'vitest'
import { openOrigin } from '../origin-in-page.test-fixture.ts'
import { describeInfinite } from './infinite.test-suite.tsx'

afterEach(cleanup)
describeInfinite(openOrigin)
