import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JSONReport } from '@playwright/test/reporter'
import { findFirefox, findWebKitGtk } from './browsers.ts'
import { emptyDist } from './empty-dist.ts'
import { ensureBrowsers } from './ensure-browsers.ts'
import { playwrightCounts } from './playwright-counts.ts'
import { pnpm } from './pnpm.ts'
import { runCommand, type Command } from './run-command.ts'
import type { SkippedBrowser } from './summary.ts'
import { countUnreported, failuresIn, type TestCount, type TestReport } from './test-counts.ts'
import { REPORT_FILE } from './vitest-report.ts'

export type Outcome = {
  ok: boolean
  output: string
  tests?: readonly TestCount[]
  findings?: readonly string[]
  skipped?: readonly SkippedBrowser[]
}

export type Step = {
  name: string
  /** Steps without which this one would test something else. */
  needs: readonly string[]
  /** Steps to select along with this one, though it can do without. */
  brings?: readonly string[]
  run: (say: (line: string) => void) => Promise<Outcome>
}

type TestRun = {
  command: (report: string) => Command
  read: (report: string) => TestReport
  expected: () => readonly string[]
}

const step = (name: string, command: Command): Step => ({
  name,
  needs: [],
  run: () => runCommand(command),
})

const readReport = async (file: string, read: TestRun['read']): Promise<TestReport> => {
  try {
    return read(await readFile(file, 'utf8'))
  } catch (error) {
    // A runner that falls over before its tests leaves no report; its output says why.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return { counts: [], findings: [] }
    }
    throw error
  }
}

const runTests = async ({ command, read, expected }: TestRun): Promise<Outcome> => {
  const folder = await mkdtemp(join(tmpdir(), 'etagged-check-'))
  try {
    const report = join(folder, 'report.json')
    const { ok, output } = await runCommand(command(report))
    const { counts, findings } = await readReport(report, read)
    const tests = countUnreported(counts, { expected: expected(), ok })
    return { ok: failuresIn(tests) === 0, output, tests, findings }
  } finally {
    await rm(folder, { recursive: true })
  }
}

const browsers: Step = {
  name: 'browsers',
  needs: [],
  run: async (say) => ({ ok: true, output: '', skipped: await ensureBrowsers(say) }),
}

/** Turborepo asks the package manager to run each build. */
const build: Step = {
  name: 'build',
  needs: [],
  run: async () => {
    await emptyDist()
    return runCommand({
      ...pnpm('exec', 'turbo', 'run', 'build', '--continue=dependencies-successful'),
      env: { TURBO_TELEMETRY_DISABLED: '1' },
    })
  },
}

const REPORTERS = ['--reporter=default', '--reporter=./tooling/vitest-report.ts']

const vitest: Step = {
  name: 'vitest',
  needs: [],
  // Without Chromium the tests in Node still have something to say.
  brings: ['browsers'],
  run: () =>
    runTests({
      command: (report) => ({
        file: 'vitest',
        args: ['run', '--project=!published', ...REPORTERS],
        env: { [REPORT_FILE]: report },
      }),
      read: (report) => JSON.parse(report) as TestReport,
      // Chromium is expected even where it is missing: it is no browser to go without.
      expected: () => [
        'node',
        'dom',
        'disk',
        'chromium',
        'load',
        ...(findFirefox() === undefined ? [] : ['firefox']),
        ...(findWebKitGtk() === undefined ? [] : ['webkit']),
      ],
    }),
}

/** What users get: the tests of the built packages. */
const published: Step = {
  name: 'published',
  needs: ['build'],
  run: () =>
    runTests({
      command: (report) => ({
        file: 'vitest',
        args: ['run', '--project=published', ...REPORTERS],
        env: { [REPORT_FILE]: report },
      }),
      read: (report) => JSON.parse(report) as TestReport,
      expected: () => ['published'],
    }),
}

/** What the tables of `http/`, `rules/` and the decisions of `quota/` leave out; the tests count in the step `vitest`. */
const coverage = step('coverage', {
  file: 'vitest',
  args: [
    'run',
    '--coverage',
    '--project=node',
    'packages/core/src/http',
    'packages/core/src/rules',
    'packages/core/src/quota/decide-',
  ],
})

const e2e: Step = {
  name: 'e2e',
  needs: ['browsers', 'build'],
  run: () =>
    runTests({
      command: (report) => ({
        file: 'npm',
        args: ['run', '--silent', 'e2e', '--', '--reporter=line,json'],
        env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
      }),
      read: (report) => ({
        counts: playwrightCounts(JSON.parse(report) as JSONReport),
        findings: [],
      }),
      expected: () => ['chromium'],
    }),
}

/** The steps of a wave run side by side. Two runners with browsers are too much for two cores. */
export const WAVES: readonly (readonly Step[])[] = [
  [
    browsers,
    step('types', { file: 'tsc', args: [] }),
    step('lint', { file: 'oxlint', args: [] }),
    step('format', { file: 'oxfmt', args: ['--check'] }),
    step('knip', { file: 'knip', args: ['--no-progress'] }),
    build,
    coverage,
  ],
  [published],
  [vitest],
  [e2e],
]
