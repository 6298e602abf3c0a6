import { cleanup } from '@testing-library/react'
import { afterEach } from 'vitest'
import { openOrigin } from '../origin-in-page.test-fixture.ts'
import { describeSuspense } from './suspense.test-suite.tsx'

afterEach(cleanup)
describeSuspense(openOrigin)
