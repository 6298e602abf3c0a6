import { writeFile } from 'node:fs/promises'
import type { UserConsoleLog } from 'vitest'
import type { Reporter, TestModule } from 'vitest/node'
import { tally, type TestReport, type Verdict } from './test-counts.ts'

/** Where the reporter leaves its report. */
export const REPORT_FILE = 'ETAGGED_VITEST_REPORT'

const verdicts = function* (module: TestModule): Generator<[string, Verdict]> {
  const runner = module.project.config.name
  let failed = false
  for (const test of module.children.allTests()) {
    const { state } = test.result()
    // A test that is still pending when the run is over never got to say that it passes.
    const verdict = state === 'pending' ? 'failed' : state
    failed ||= verdict === 'failed'
    yield [runner, verdict]
  }
  // A file that cannot be loaded has no tests that could fail.
  if (module.state() === 'failed' && !failed) yield [runner, 'failed']
}

/** Vitest's own JSON names no projects, so it cannot tell one browser from another. */
export default class VitestReport implements Reporter {
  readonly #findings: string[] = []

  onUserConsoleLog({ type, content }: UserConsoleLog): void {
    if (type === 'stdout') this.#findings.push(...content.trim().split('\n'))
  }

  async onTestRunEnd(modules: readonly TestModule[]): Promise<void> {
    const file = process.env[REPORT_FILE]
    if (!file) throw new Error(`${REPORT_FILE} must name the file to write the report to.`)
    const counts = tally(modules.flatMap((module) => [...verdicts(module)]))
    const report: TestReport = { counts, findings: this.#findings }
    await writeFile(file, JSON.stringify(report))
  }
}
