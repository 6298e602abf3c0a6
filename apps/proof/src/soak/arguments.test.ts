import { expect, it } from 'vitest'
import { ArgumentError, parseArguments } from './arguments.ts'

it('a soak without arguments lives through a million histories from a seed of its own', () => {
  const { histories, seed, workers } = parseArguments([], 1234)
  expect({ histories, seed }).toEqual({ histories: 1_000_000, seed: 1234 })
  expect(workers).toBeGreaterThan(0)
})

it('a soak takes its number of histories, its seed and its workers', () => {
  const given = ['--histories', '20', '--seed', '0', '--workers', '2']
  expect(parseArguments(given, 1)).toEqual({ histories: 20, seed: 0, workers: 2 })
})

it.each([
  ['--histories', '0'],
  ['--histories', 'many'],
  ['--seed', '-1'],
  ['--seed', '1.5'],
  ['--workers', '65'],
  ['--worker', '2'],
  ['20'],
  ['--histories'],
])('a soak says how it is to be called when it is told %s %s', (...given) => {
  expect(() => parseArguments(given, 1)).toThrow(ArgumentError)
  expect(() => parseArguments(given, 1)).toThrow('npm run soak')
})
