import type { JSONReportSpec, JSONReportSuite, JSONReportTest } from '@playwright/test/reporter'
import { expect, it } from 'vitest'
import { playwrightCounts } from './playwright-counts.ts'

const aTest = (status: JSONReportTest['status']): JSONReportTest => ({
  timeout: 0,
  annotations: [],
  expectedStatus: 'passed',
  projectId: 'chromium',
  projectName: 'chromium',
  results: [],
  status,
})

const aSpec = (status: JSONReportTest['status']): JSONReportSpec => ({
  tags: [],
  title: status,
  ok: status === 'expected',
  tests: [aTest(status)],
  id: status,
  file: 'demo.spec.ts',
  line: 1,
  column: 1,
})

const aSuite = (parts: Partial<JSONReportSuite>): JSONReportSuite => ({
  title: '',
  file: 'demo.spec.ts',
  column: 0,
  line: 0,
  specs: [],
  ...parts,
})

it('counts the tests of nested suites by browser', () => {
  const inner = aSuite({ specs: [aSpec('expected'), aSpec('skipped')] })
  const suites = [aSuite({ specs: [aSpec('expected'), aSpec('unexpected')], suites: [inner] })]
  expect(playwrightCounts({ suites })).toEqual([
    { runner: 'chromium', passed: 2, failed: 1, skipped: 1 },
  ])
})

it('counts a flaky test as failed', () => {
  expect(playwrightCounts({ suites: [aSuite({ specs: [aSpec('flaky')] })] })).toEqual([
    { runner: 'chromium', passed: 0, failed: 1, skipped: 0 },
  ])
})

it('counts nothing when no spec was found', () => {
  expect(playwrightCounts({ suites: [] })).toEqual([])
})
