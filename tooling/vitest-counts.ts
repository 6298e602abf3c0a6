import { writeFile } from 'node:fs/promises'
import type { Reporter, TestModule } from 'vitest/node'
import { tally, type Verdict } from './test-counts.ts'

/** Where the reporter leaves its counts. */
export const COUNTS_FILE = 'ETAGGED_VITEST_COUNTS'

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
export default class VitestCounts implements Reporter {
  async onTestRunEnd(modules: readonly TestModule[]): Promise<void> {
    const file = process.env[COUNTS_FILE]
    if (!file) throw new Error(`${COUNTS_FILE} must name the file to write the counts to.`)
    const counts = tally(modules.flatMap((module) => [...verdicts(module)]))
    await writeFile(file, JSON.stringify(counts))
  }
}
