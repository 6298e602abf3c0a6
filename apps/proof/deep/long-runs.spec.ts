import { expect, test } from '@playwright/test'
import { runCommand } from '../../../tooling/run-command.ts'
import { tell } from './test.ts'

const LONG = [
  'apps/proof/src/histories/histories.test.ts',
  'apps/proof/src/races',
  'packages/core/src/differential/differential.test.ts',
  'packages/core/src/last-request-wins.test.ts',
]

test('Long runs: every order of a race with up to three preemptions, 10,000 histories, 100,000 exchanges', async () => {
  test.setTimeout(600_000)
  const { ok, output } = await runCommand({
    file: 'vitest',
    args: ['run', '--project=disk', '--project=node', ...LONG],
    // Vite, which builds the page for other tests, leaves `production` there.
    env: { NODE_ENV: 'test', PROOF_LONG: '1' },
    timeoutSeconds: 560,
  })
  expect(ok, output).toBe(true)
  expect(output).toContain('10000 histories')
  for (const line of output.split('\n')) if (/PROOF_SEED=/.test(line)) tell(line.trim())
})
