import { failuresIn, type TestCount } from './test-counts.ts'

export type SkippedBrowser = { browser: string; reason: string }

export type StepResult = {
  name: string
  ok: boolean
  seconds: number
  tests?: readonly TestCount[]
  skipped?: readonly SkippedBrowser[]
  /** Set when the step could not be tried at all. */
  notRun?: string
}

type Totals = { passed: number; failed: number; skipped: number }

const sentence = ({ passed, failed, skipped }: Totals): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)

const totalsOf = ({ ok, tests = [], skipped = [] }: StepResult): Totals => ({
  passed: sum(tests.map((count) => count.passed)),
  // A step without tests, or one that never came to them, fails as one.
  failed: ok ? 0 : Math.max(1, failuresIn(tests)),
  skipped: sum(tests.map((count) => count.skipped)) + skipped.length,
})

const row = (name: string, result: string, seconds: string, detail: string): string =>
  `${name.padEnd(14)}${result.padEnd(9)}${seconds.padStart(7)}  ${detail}`.trimEnd()

const stepRow = ({ name, ok, seconds, notRun }: StepResult): string =>
  notRun === undefined
    ? row(name, ok ? 'passed' : 'failed', `${seconds.toFixed(1)} s`, '')
    : row(name, 'failed', '', `not run: ${notRun}`)

const runnerRow = (count: TestCount): string => {
  const remark = count.remark === undefined ? '' : ` (${count.remark})`
  return row(`  ${count.runner}`, count.failed ? 'failed' : 'passed', '', sentence(count) + remark)
}

const rowsOf = (result: StepResult): string[] => [
  stepRow(result),
  ...(result.tests ?? []).map(runnerRow),
  ...(result.skipped ?? []).map(({ browser, reason }) =>
    row(`  ${browser}`, 'skipped', '', reason),
  ),
]

/** The last line counts tests; a failed step without tests counts as one, and so does a skipped browser. */
export const summarize = (results: readonly StepResult[]): string => {
  const totals = results.map(totalsOf)
  const overall = {
    passed: sum(totals.map(({ passed }) => passed)),
    failed: sum(totals.map(({ failed }) => failed)),
    skipped: sum(totals.map(({ skipped }) => skipped)),
  }
  return [...results.flatMap(rowsOf), '', sentence(overall)].join('\n')
}
