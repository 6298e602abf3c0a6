import type { JSONReport, JSONReportSuite, JSONReportTest } from '@playwright/test/reporter'
import { tally, type TestCount, type Verdict } from './test-counts.ts'

const VERDICTS: Record<JSONReportTest['status'], Verdict> = {
  expected: 'passed',
  skipped: 'skipped',
  unexpected: 'failed',
  // Passing at the second attempt is not passing.
  flaky: 'failed',
}

const verdicts = function* (suite: JSONReportSuite): Generator<[string, Verdict]> {
  for (const spec of suite.specs) {
    for (const { projectName, status } of spec.tests) yield [projectName, VERDICTS[status]]
  }
  for (const inner of suite.suites ?? []) yield* verdicts(inner)
}

export const playwrightCounts = (report: Pick<JSONReport, 'suites'>): TestCount[] =>
  tally(report.suites.flatMap((suite) => [...verdicts(suite)]))
