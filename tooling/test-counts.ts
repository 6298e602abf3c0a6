/** What one runner (a Vitest project, or a browser in the end-to-end tests) reports. */
export type TestCount = {
  runner: string
  passed: number
  failed: number
  skipped: number
  /** Why there is a failure that no test shows. */
  remark?: string
}

/** What a run of tests leaves. */
export type TestReport = {
  counts: readonly TestCount[]
  /** What passing tests have to tell, a line each: seeds, and how much they tried. */
  findings: readonly string[]
}

export type Verdict = 'passed' | 'failed' | 'skipped'

export const tally = (
  verdicts: Iterable<readonly [runner: string, verdict: Verdict]>,
): TestCount[] => {
  const counts = new Map<string, TestCount>()
  for (const [runner, verdict] of verdicts) {
    const count = counts.get(runner) ?? { runner, passed: 0, failed: 0, skipped: 0 }
    count[verdict] += 1
    counts.set(runner, count)
  }
  return [...counts.values()]
}

export const failuresIn = (counts: readonly TestCount[]): number =>
  counts.reduce((sum, { failed }) => sum + failed, 0)

const aFailure = (runner: string, remark: string): TestCount => ({
  runner,
  passed: 0,
  failed: 1,
  skipped: 0,
  remark,
})

/**
 * A runner that ran nothing and a run that failed outside its tests are failures too, though no
 * report counts them.
 */
export const countUnreported = (
  counts: readonly TestCount[],
  { expected, ok }: { expected: readonly string[]; ok: boolean },
): TestCount[] => {
  const known = expected.map(
    (runner): TestCount =>
      counts.find((count) => count.runner === runner) ?? aFailure(runner, 'it ran no test'),
  )
  const all = [...known, ...counts.filter(({ runner }) => !expected.includes(runner))]
  if (ok || failuresIn(all) > 0) return all
  return [...all, aFailure('run', 'an error outside the tests')]
}
