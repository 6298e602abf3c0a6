import { cleanup } from '@testing-library/react'
import { afterEach } from 'vitest'
import { openOrigin } from '../origin-in-page.test-fixture.ts'
import { describeActivity } from './activity.test-suite.tsx'

afterEach(cleanup)
describeActivity(openOrigin)
