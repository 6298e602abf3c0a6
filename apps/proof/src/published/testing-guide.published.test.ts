import { join } from 'node:path'
import { expect, it } from 'vitest'
import { runCommand } from '../../../../tooling/run-command.ts'
import { withFilesOf } from './page-files.ts'

it('the tests of testing.md pass where a reader has put them', () =>
  withFilesOf('docs/guides/testing.md', async (folder) => {
    const vitest = join(folder, 'node_modules/vitest/vitest.mjs')
    // A jsdom for each file takes longer than all of their tests.
    const args = [vitest, 'run', '--root', folder, '--no-isolate']
    const { ok, output } = await runCommand({ file: process.execPath, args, timeoutSeconds: 60 })
    if (!ok) throw new Error(output)
    expect(output).toMatch(/Tests +5 passed/)
  }))
