import { expect, it } from 'vitest'
import { complaintsAbout } from './judge-load.ts'
import { runLoad } from './run-load.ts'

// `npm run load` asks ten times as often.
it('answers 5,000 requests over loopback without a failure, forgetting them', async () => {
  const report = await runLoad({ early: 1_000, total: 5_000 })
  const answers = Object.values(report.statuses).reduce((sum, count) => sum + count, 0)
  expect(answers).toBe(5_000)
  expect(complaintsAbout(report)).toEqual([])
}, 30_000)
