import { describe, expect, it } from 'vitest'
import { bytesText, countText, durationText, percentText, spanText } from './figures.ts'

describe('figures are written', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [75_300, '75.3 kB'],
    [100_000, '100 kB'],
    [999_499, '999 kB'],
    [999_600, '1 MB'],
    [1_250_000, '1.25 MB'],
    [16 * 2 ** 20, '16.8 MB'],
    [3e9, '3 GB'],
  ])('%i bytes as %s', (bytes, text) => {
    expect(bytesText(bytes)).toBe(text)
  })

  it.each([
    [0, '0 ms'],
    [0.0004, '0.4 ms'],
    [0.001, '1 ms'],
    [0.0384, '38 ms'],
    [0.9994, '999 ms'],
    [0.9996, '1 s'],
    [1.234, '1.23 s'],
    [12.34, '12.3 s'],
    [75, '1 min 15 s'],
  ])('%d s as %s', (seconds, text) => {
    expect(durationText(seconds)).toBe(text)
  })

  it.each([
    [-3, '0 s'],
    [59.6, '1 min'],
    [125, '2 min 5 s'],
    [7384, '2 h 3 min'],
  ])('a stretch of %d s as %s', (seconds, text) => {
    expect(spanText(seconds)).toBe(text)
  })

  it.each([
    [0, '0 %'],
    [0.001, '<1 %'],
    [0.824, '82 %'],
    [0.999, '99 %'],
    [1, '100 %'],
  ])('the rate %d as %s', (rate, text) => {
    expect(percentText(rate)).toBe(text)
  })

  it('counts with the word in its number', () => {
    expect([countText(1, 'request'), countText(2, 'entry', 'entries')]).toStrictEqual([
      '1 request',
      '2 entries',
    ])
  })
})
