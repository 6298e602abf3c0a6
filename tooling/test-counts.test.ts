import { describe, expect, it } from 'vitest'
import { countUnreported, failuresIn, tally, type TestCount } from './test-counts.ts'

const green: TestCount = { runner: 'node', passed: 3, failed: 0, skipped: 0 }
const red: TestCount = { runner: 'dom', passed: 1, failed: 2, skipped: 0 }

describe('tally', () => {
  it('counts each verdict per runner', () => {
    expect(
      tally([
        ['node', 'passed'],
        ['dom', 'failed'],
        ['node', 'passed'],
        ['node', 'skipped'],
      ]),
    ).toEqual([
      { runner: 'node', passed: 2, failed: 0, skipped: 1 },
      { runner: 'dom', passed: 0, failed: 1, skipped: 0 },
    ])
  })
})

describe('countUnreported', () => {
  it('adds nothing to a run that is complete', () => {
    expect(countUnreported([green], { expected: ['node'], ok: true })).toEqual([green])
  })

  it('keeps the order in which the runners are expected', () => {
    const counts = countUnreported([red, green], { expected: ['node', 'dom'], ok: true })
    expect(counts.map(({ runner }) => runner)).toEqual(['node', 'dom'])
  })

  it('counts a runner that ran nothing as one failure', () => {
    const counts = countUnreported([green], { expected: ['node', 'firefox'], ok: true })
    expect(counts[1]).toMatchObject({ runner: 'firefox', failed: 1, remark: 'it ran no test' })
  })

  it('counts a run that failed while all its tests passed as one failure', () => {
    expect(failuresIn(countUnreported([green], { expected: ['node'], ok: false }))).toBe(1)
  })

  it('does not count a failing test twice', () => {
    expect(failuresIn(countUnreported([red], { expected: ['dom'], ok: false }))).toBe(2)
  })
})
