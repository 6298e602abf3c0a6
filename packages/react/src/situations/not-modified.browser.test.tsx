import { cleanup } from '@testing-library/react'
import { afterEach } from 'vitest'
import { openOrigin } from '../origin-in-page.test-fixture.ts'
import { describeNotModified } from './not-modified.test-suite.tsx'

afterEach(cleanup)
describeNotModified(openOrigin)
