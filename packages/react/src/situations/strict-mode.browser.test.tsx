import { cleanup } from '@testing-library/react'
import { afterEach } from 'vitest'
import { openOrigin } from '../origin-in-page.test-fixture.ts'
import { describeStrictMode } from './strict-mode.test-suite.tsx'

afterEach(cleanup)
describeStrictMode(openOrigin)
