import { cleanup } from '@testing-library/react'
import { afterEach } from 'vitest'
import { openOrigin } from '../origin-in-page.test-fixture.ts'
import { describeChanged } from './changed.test-suite.tsx'

afterEach(cleanup)
describeChanged(openOrigin)
