import { describe, expect, it } from 'vitest'
import {
  formatChange,
  formatCount,
  formatPercent,
  formatPrice,
  formatShare,
  formatSol,
  formatUsd,
} from './amounts.ts'

describe('An amount is written', () => {
  it.each([
    [0, '0 SOL'],
    [28.016, '28.02 SOL'],
    [9999, '9,999 SOL'],
    [354_877.4, '354.88K SOL'],
  ])('%d SOL as %s', (amount, text) => {
    expect(formatSol(amount)).toBe(text)
  })

  it.each([
    [27.958_99, '27.959'],
    [410.8803, '410.88'],
    [354_877.4, '354,877'],
    [0.001, '0.001'],
    [0, '0'],
  ])('a price of %d lamports as %s', (price, text) => {
    expect(formatPrice(price)).toBe(text)
  })

  it.each([
    [0.1234, '+12.3%'],
    [-0.5, '-50%'],
    [0, '0%'],
    [-0.0001, '0%'],
  ])('a change by %d as %s', (change, text) => {
    expect(formatChange(change)).toBe(text)
  })

  it('a share', () => {
    expect(formatShare(0.9996)).toBe('100%')
    expect(formatShare(0.421)).toBe('42.1%')
  })
})

it('writes amounts short', () => {
  expect(formatUsd(86_590_000)).toBe('$86.59M')
})

it.each([
  [0, '0%'],
  [0.999, '99%'],
  [1, '100%'],
  [-0.1, '0%'],
  [1.4, '100%'],
])('a share of %d is %s', (share, text) => {
  expect(formatPercent(share)).toBe(text)
})

it('writes whole numbers with separators', () => {
  expect(formatCount(12_045)).toBe('12,045')
})
