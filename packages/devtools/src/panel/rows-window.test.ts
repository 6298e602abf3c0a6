import { describe, expect, it } from 'vitest'
import { rowAfterKey, scrollTopFor, windowOf } from './rows-window.ts'

const rowHeight = 26

describe('the rows in the page', () => {
  it.each([
    ['no rows are none', 0, 0, { first: 0, end: 0, before: 0, after: 0 }],
    ['few are all', 0, 5, { first: 0, end: 5, before: 0, after: 0 }],
    [
      'at the top, what is seen and some below',
      0,
      500,
      { first: 0, end: 16, before: 0, after: 12584 },
    ],
    [
      'in the middle, some on both sides',
      2600,
      500,
      { first: 94, end: 116, before: 2444, after: 9984 },
    ],
    ['at the end, some above', 13000 - 260, 500, { first: 484, end: 500, before: 12584, after: 0 }],
    [
      'scrolled beyond a list that became shorter, its end',
      9999,
      20,
      { first: 4, end: 20, before: 104, after: 0 },
    ],
    [
      'scrolled above the top, as a page may bounce',
      -80,
      500,
      { first: 0, end: 16, before: 0, after: 12584 },
    ],
  ])('%s', (_, scrollTop, count, rows) => {
    expect(windowOf({ scrollTop, height: 260, rowHeight, count })).toStrictEqual(rows)
  })

  it('stand in for all: their height and that of what is left out is that of the list', () => {
    for (const scrollTop of [0, 13, 777, 12_000]) {
      const { first, end, before, after } = windowOf({
        scrollTop,
        height: 333,
        rowHeight,
        count: 500,
      })
      expect(before + (end - first) * rowHeight + after).toBe(500 * rowHeight)
    }
  })
})

describe('scrolling to a row', () => {
  const view = { scrollTop: 260, height: 286, rowHeight }

  it.each([
    ['does nothing when it is seen', 12, 260],
    ['goes up to one above', 3, 78],
    ['goes down to one below, by as little as it takes', 20, 286],
    ['stays for the last that is seen whole', 19, 260],
    ['reaches the first', 0, 0],
  ])('%s', (_, index, scrollTop) => {
    expect(scrollTopFor(index, view)).toBe(scrollTop)
  })
})

describe('a key', () => {
  const list = { count: 100, page: 10 }

  it.each([
    ['ArrowDown', -1, 0],
    ['ArrowDown', 99, 99],
    ['ArrowUp', -1, 99],
    ['ArrowUp', 0, 0],
    ['ArrowUp', 5, 4],
    ['PageDown', 95, 99],
    ['PageUp', 5, 0],
    ['Home', 50, 0],
    ['End', 50, 99],
    ['Enter', 50, -1],
  ])('%s from %i leads to %i', (key, at, to) => {
    expect(rowAfterKey(key, at, list)).toBe(to)
  })

  it('leads nowhere in an empty list', () => {
    expect(rowAfterKey('ArrowDown', -1, { count: 0, page: 10 })).toBe(-1)
  })
})
