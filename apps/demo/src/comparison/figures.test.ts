import { describe, expect, it } from 'vitest'
import { firstMints, hadLittleToSave, ratioInWords, type RatioWords } from './figures.ts'

const words: RatioWords = {
  less: 'fewer',
  more: 'more',
  same: 'the same',
  aboutSame: 'about the same',
  none: 'none',
}

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
    [7, 0, 'none'],
    [undefined, 5, 'not known yet'],
    [5, undefined, 'not known yet'],
  ])('of %j without and %j with is told as: %s', (without, withIt, told) => {
    expect(ratioInWords(without, withIt, words)).toBe(told)
  })
})

describe('a run had little to save', () => {
  const first = { without: 80, with: 81 }

  it.each([
    { when: 'not before there is a second round', later: [], had: false },
    { when: 'not while only the side without has read again', later: [[160, 81]], had: false },
    { when: 'not when the second round was confirmed', later: [[160, 83]], had: false },
    { when: 'when the second round came whole', later: [[160, 161]], had: true },
    {
      when: 'also while the third is under way',
      later: [
        [160, 161],
        [240, 161],
      ],
      had: true,
    },
    {
      when: 'not once most was confirmed',
      later: [
        [160, 161],
        [240, 163],
        [320, 165],
        [400, 167],
      ],
      had: false,
    },
  ] as const)('$when', ({ later, had }) => {
    const rounds = [first, ...later.map(([without, withIt]) => ({ without, with: withIt }))]
    expect(hadLittleToSave(rounds)).toBe(had)
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
