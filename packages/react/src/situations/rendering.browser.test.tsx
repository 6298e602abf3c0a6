import { cleanup } from '@testing-library/react'
import { afterEach, describe } from 'vitest'
import { openOrigin } from '../origin-in-page.test-fixture.ts'
import { describeActivity } from './activity.test-suite.tsx'
import { describeChanged } from './changed.test-suite.tsx'
import { describeInfinite } from './infinite.test-suite.tsx'
import { describeNotModified } from './not-modified.test-suite.tsx'
import { describeReload } from './reload.test-suite.tsx'
import { describeSsr } from './ssr.test-suite.tsx'
import { describeStrictMode } from './strict-mode.test-suite.tsx'
import { describeSuspense } from './suspense.test-suite.tsx'

// One page for all of them: to load its modules takes a browser longer than most of its tests.
afterEach(cleanup)

describe('reload', () => {
  describeReload(openOrigin)
})
describe('304', () => {
  describeNotModified(openOrigin, [500])
})
describe('a changed 200', () => {
  describeChanged(openOrigin, [500])
})
describe('an endless list', () => {
  describeInfinite(openOrigin)
})
describe('Suspense', () => {
  describeSuspense(openOrigin)
})
describe('a page from a server', () => {
  describeSsr(openOrigin)
})
describe('StrictMode', () => {
  describeStrictMode(openOrigin)
})
describe('a hidden part', () => {
  describeActivity(openOrigin)
})
