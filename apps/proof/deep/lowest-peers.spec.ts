import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { runCommand } from '../../../tooling/run-command.ts'
import { inAppFolder } from '../src/published/app-folder.ts'
import { tell } from './test.ts'

interface Report {
  readonly numPassedTests: number
  readonly numPendingTests: number
}

test('Lowest peers: the tests of the hooks and of the panel hold with React 18.3 and the first TanStack Query that is admitted', async () => {
  test.slow()
  await inAppFolder(async (folder) => {
    const report = join(folder, 'report.json')
    const { ok, output } = await runCommand({
      file: 'vitest',
      args: [
        'run',
        '--config=apps/lowest-peers/vitest.config.ts',
        '--reporter=default',
        '--reporter=json',
        `--outputFile=${report}`,
      ],
      // Vite, which builds the page for other tests, leaves `production` there.
      env: { NODE_ENV: 'test' },
      timeoutSeconds: 150,
    })
    expect(ok, output).toBe(true)
    const { numPassedTests, numPendingTests } = JSON.parse(await readFile(report, 'utf8')) as Report
    tell(`${numPassedTests} tests passed, ${numPendingTests} skipped, which need a later React`)
    expect(numPassedTests).toBeGreaterThan(50)
  })
})
