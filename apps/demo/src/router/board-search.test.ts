import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  boardViewOf,
  type BoardView,
  DEFAULT_VIEW,
  formatBoardSearch,
  listParamsOf,
  parseBoardSearch,
  sortedBy,
} from './board-search.ts'

const views: fc.Arbitrary<BoardView> = fc.record({
  sort: fc.constantFrom(
    'market_cap' as const,
    'created_timestamp' as const,
    'reply_count' as const,
    'last_trade_timestamp' as const,
  ),
  order: fc.constantFrom('ASC' as const, 'DESC' as const),
  q: fc.string({ maxLength: 64 }).filter((q) => q === '' || q.trim() !== ''),
  graduated: fc.constantFrom(true, false, undefined),
})

describe('the search parameters of the board', () => {
  it('bring back the view that they were made of', () => {
    fc.assert(
      fc.property(views, (view) => {
        expect(boardViewOf(parseBoardSearch({ ...formatBoardSearch(view) }))).toEqual(view)
      }),
    )
  })

  it('are none for the default view', () => {
    expect(formatBoardSearch(DEFAULT_VIEW)).toEqual({})
    expect(boardViewOf({})).toEqual(DEFAULT_VIEW)
  })

  it.each([
    [{ sort: 'usd_market_cap' }],
    [{ sort: ['market_cap'] }],
    [{ order: 'up' }],
    [{ order: 'DESC' }],
    [{ q: 7 }],
    [{ q: '   ' }],
    [{ graduated: 'maybe' }],
    [{ graduated: null }],
    [{ page: '3' }],
  ])('ignore %o', (search) => {
    expect(parseBoardSearch(search)).toEqual({})
  })

  it('make no view of what the router lets through', () => {
    const search: object = { sort: 'usd_market_cap', order: 'up', graduated: 'maybe', page: '3' }
    expect(boardViewOf(search)).toEqual(DEFAULT_VIEW)
  })

  it('read what a URL has as text', () => {
    const search = { sort: 'reply_count', order: 'ASC', q: '123', graduated: 'false' }
    expect(parseBoardSearch(search)).toEqual({ ...search, graduated: false })
  })

  it('cut a search that is longer than any name', () => {
    expect(parseBoardSearch({ q: 'x'.repeat(1000) }).q).toHaveLength(64)
  })
})

describe('a click on the head of a column', () => {
  it('sorts by it, the largest first', () => {
    const ascending = { ...DEFAULT_VIEW, order: 'ASC' } as const
    expect(sortedBy(ascending, 'reply_count')).toMatchObject({ sort: 'reply_count', order: 'DESC' })
  })

  it('turns the order round when it is sorted by already', () => {
    const once = sortedBy(DEFAULT_VIEW, 'market_cap')
    expect(once.order).toBe('ASC')
    expect(sortedBy(once, 'market_cap').order).toBe('DESC')
  })
})

describe('the question to the API', () => {
  it('leaves out what restricts nothing', () => {
    expect(listParamsOf(DEFAULT_VIEW)).toEqual({ sort: 'market_cap', order: 'DESC' })
  })

  it('has the words without the spaces around them', () => {
    expect(listParamsOf({ ...DEFAULT_VIEW, q: ' otter ', graduated: false })).toEqual({
      sort: 'market_cap',
      order: 'DESC',
      searchTerm: 'otter',
      complete: false,
    })
  })
})
