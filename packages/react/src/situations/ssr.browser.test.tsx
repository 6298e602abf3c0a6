import { cleanup } from '@testing-library/react'
import { afterEach } from 'vitest'
import { openOrigin } from '../origin-in-page.test-fixture.ts'
import { describeSsr } from './ssr.test-suite.tsx'

afterEach(cleanup)
describeSsr(openOrigin)
