import { describe, expect, it } from 'vitest'
import { DEFAULT_VIEW } from '../router/board-search.ts'
import type { QueryState } from '../status/describe-status.ts'
import { combineStates, pageParams, tailAfter } from './pages.ts'

const shown: QueryState = {
  status: 'success',
  fetchStatus: 'idle',
  dataUpdatedAt: 5000,
  error: null,
  failureReason: null,
}

describe('a page', () => {
  it('asks for fifty rows', () => {
    expect(pageParams(DEFAULT_VIEW, 0)).toEqual({ sort: 'market_cap', order: 'DESC', limit: 50 })
  })

  it('leaves out the rows of the pages before it', () => {
    expect(pageParams(DEFAULT_VIEW, 3)).toMatchObject({ offset: 150 })
  })
})

describe('after the open pages', () => {
  it.each([
    ['nobody knows what comes while the last one loads', 2, undefined, { kind: 'unknown' }],
    ['there is more when the last one is full', 2, 50, { kind: 'more', shown: 100 }],
    ['the list ends when the last one is short', 3, 12, { kind: 'end', shown: 112 }],
    ['the list ends when the last one is empty', 2, 0, { kind: 'end', shown: 50 }],
    ['there is more before the last offset', 19, 50, { kind: 'more', shown: 950 }],
    ['the list ends at the last offset', 20, 50, { kind: 'end', shown: 1000 }],
    ['nothing was found when the first one is empty', 1, 0, { kind: 'end', shown: 0 }],
  ])('%s', (_title, pages, rows, tail) => {
    expect(tailAfter(pages, rows)).toEqual(tail)
  })
})

describe('several pages together', () => {
  const error = new Error('no')
  const failed: QueryState = { ...shown, status: 'error', error, failureReason: error }
  const pending: QueryState = { ...shown, status: 'pending', dataUpdatedAt: 0 }

  it('are as old as the oldest that has data', () => {
    const states = [shown, { ...shown, dataUpdatedAt: 3000 }, pending]
    expect(combineStates(states)).toMatchObject({ status: 'pending', dataUpdatedAt: 3000 })
  })

  it('have failed when one has', () => {
    expect(combineStates([pending, failed, shown])).toMatchObject({ status: 'error', error })
  })

  it.each([
    ['fetching', ['idle', 'paused', 'fetching']],
    ['paused', ['idle', 'paused']],
    ['idle', ['idle']],
  ] as const)('are %s when %j', (fetchStatus, fetches) => {
    const states = fetches.map((each) => ({ ...shown, fetchStatus: each }))
    expect(combineStates(states).fetchStatus).toBe(fetchStatus)
  })

  it('are without data when there are none', () => {
    expect(combineStates([])).toMatchObject({ status: 'success', dataUpdatedAt: 0 })
  })
})
