import { describe, expect, it } from 'vitest'
import {
  cachingOf,
  defaultSwitches,
  describeSwitches,
  fieldsWith,
  formatOffset,
  readSwitches,
} from './switches.ts'

describe('The switches', () => {
  it('are read as the API names them, and the others are left out', () => {
    const said = {
      latency: 200,
      jitter: 50,
      offline: true,
      errorRate: 0.5,
      tradesPerSecond: 10,
      clockOffset: 3600,
      fields: { 'cache-control': 'no-store' },
      cutBody: null,
    }
    const { cutBody: _, ...known } = said
    expect(readSwitches(said)).toEqual(known)
  })

  it.each([
    ['nothing', undefined],
    ['no object', 'offline'],
    ['nonsense', { latency: '200', offline: 'yes', errorRate: Number.NaN, fields: [1] }],
  ])('are the defaults when the API says %s', (_, said) => {
    expect(readSwitches(said)).toEqual(defaultSwitches)
  })

  it.each([
    [{}, []],
    [{ tradesPerSecond: 10 }, []],
    [{ tradesPerSecond: 0 }, ['no trades']],
    [{ latency: 300, offline: true }, ['offline', '300 ms']],
    [{ latency: 300, jitter: 100, errorRate: 0.25 }, ['25 % errors', '300–400 ms']],
    [{ clockOffset: 7200 }, ['clock +2 h']],
    [{ fields: { 'cache-control': 'max-age=5' } }, ['cache-control: max-age=5']],
  ])('%j are told as %j', (change, told) => {
    expect(describeSwitches({ ...defaultSwitches, ...change })).toEqual(told)
  })
})

it.each([
  [30, '+30 s'],
  [3600, '+1 h'],
  [5400, '+1.5 h'],
  [-3600, '−1 h'],
])('an offset of %d s is %s', (seconds, text) => {
  expect(formatOffset(seconds)).toBe(text)
})

describe('The Cache-Control of all answers', () => {
  it('is among the fields, whatever its case', () => {
    expect(cachingOf({ 'Cache-Control': 'no-store', 'x-a': '1' })).toBe('no-store')
    expect(cachingOf({ 'x-a': '1' })).toBe('')
  })

  it('is replaced or taken away, and the other fields stay', () => {
    const fields = { 'x-a': '1', 'Cache-Control': 'no-store' }
    expect(fieldsWith(fields, 'max-age=5')).toEqual({ 'x-a': '1', 'cache-control': 'max-age=5' })
    expect(fieldsWith(fields, '')).toEqual({ 'x-a': '1' })
  })
})
