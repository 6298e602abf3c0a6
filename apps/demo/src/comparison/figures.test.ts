import { describe, expect, it } from 'vitest'
import { firstMints, ratioInWords } from './figures.ts'

const fewer = ['fewer', 'more'] as const

describe('the ratio of two figures', () => {
  it.each([
    [1200, 100, '12 × fewer'],
    [120, 100, '1.2 × fewer'],
    [995, 100, '10 × fewer'],
    [103, 100, 'about the same'],
    [97, 100, 'about the same'],
    [100, 100, 'the same'],
    [0, 0, 'the same'],
    [100, 250, '2.5 × more'],
    [0, 7, 'much more'],
    [7, 0, 'none instead of 7'],
    [undefined, 5, 'not known yet'],
    [5, undefined, 'not known yet'],
  ])('of %j without and %j with is told as: %s', (without, withIt, words) => {
    expect(ratioInWords(without, withIt, fewer)).toBe(words)
  })
})

describe('the first coins of a list', () => {
  it('are those at its beginning', () => {
    expect(firstMints([{ mint: 'a' }, { mint: 'b' }, { mint: 'c' }], 2)).toEqual(['a', 'b'])
  })

  it.each([[undefined], [{}], ['text'], [[null, 1, {}, { mint: 7 }]]])(
    'are none in %j',
    (list: unknown) => {
      expect(firstMints(list, 3)).toEqual([])
    },
  )
})
