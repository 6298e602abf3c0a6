import { describe, expect, it } from 'vitest'
import { summarize, type StepResult } from './summary.ts'

const types: StepResult = { name: 'types', ok: true, seconds: 0.71 }
const vitest: StepResult = {
  name: 'vitest',
  ok: true,
  seconds: 12.34,
  tests: [
    { runner: 'node', passed: 120, failed: 0, skipped: 0 },
    { runner: 'chromium', passed: 20, failed: 0, skipped: 0 },
  ],
}
const lastLine = (results: readonly StepResult[]): string | undefined =>
  summarize(results).split('\n').at(-1)

describe('the last line', () => {
  it('counts the tests of all runners', () => {
    expect(lastLine([types, vitest])).toBe('140 passed, 0 failed')
  })

  it('counts a failed step without tests as one', () => {
    expect(lastLine([{ ...types, ok: false }, vitest])).toBe('140 passed, 1 failed')
  })

  it('counts failed and skipped tests', () => {
    const tests = [{ runner: 'node', passed: 4, failed: 2, skipped: 1 }]
    expect(lastLine([{ ...vitest, ok: false, tests }])).toBe('4 passed, 2 failed, 1 skipped')
  })

  it('counts a step that could not be tried as one failure', () => {
    const e2e = { name: 'e2e', ok: false, seconds: 0, notRun: 'build failed' }
    expect(lastLine([types, e2e])).toBe('0 passed, 1 failed')
  })

  it('counts a browser that is missing as one skipped', () => {
    const skipped = [{ browser: 'webkit', reason: 'not on this system' }]
    expect(lastLine([{ ...types, skipped }, vitest])).toBe('140 passed, 0 failed, 1 skipped')
  })
})

describe('the table', () => {
  it('has a row per step with its seconds, and one per runner', () => {
    expect(summarize([types, vitest]).split('\n').slice(0, 4)).toEqual([
      'types         passed     0.7 s',
      'vitest        passed    12.3 s',
      '  node        passed            120 passed, 0 failed',
      '  chromium    passed            20 passed, 0 failed',
    ])
  })

  it('says why a browser is skipped, a step did not run or a runner failed', () => {
    const table = summarize([
      { ...types, skipped: [{ browser: 'webkit', reason: 'no package' }] },
      { name: 'e2e', ok: false, seconds: 0, notRun: 'build failed' },
      {
        ...vitest,
        ok: false,
        tests: [{ runner: 'dom', passed: 0, failed: 1, skipped: 0, remark: 'it ran no test' }],
      },
    ])
    expect(table).toContain('  webkit      skipped           no package')
    expect(table).toContain('e2e           failed            not run: build failed')
    expect(table).toContain('0 passed, 1 failed (it ran no test)')
  })
})
