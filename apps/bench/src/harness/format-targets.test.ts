import { expect, it } from 'vitest'
import { formatTargets } from './format-targets.ts'
import type { Target } from './group.ts'
import type { Section } from './section.ts'

const met: Target = { id: 'T2', promise: 'fast', found: '1 µs', isMet: true }
const unmet: Target = { id: 'T10', promise: 'small', found: '9 kB', isMet: false }

const section = (name: string, ...targets: readonly Target[]): Section => ({
  row: { name, title: `The ${name}`, about: '' },
  outcome: { groups: [], targets },
})

it('targets stand in the order of their ids, each linked to its section', () => {
  const text = formatTargets([section('size', unmet), section('hit', met)])
  expect(text.split('\n').slice(0, 6)).toEqual([
    '1 of 2 targets are met.',
    '',
    '|     | target             | measured |             |',
    '| --- | ------------------ | -------: | ----------: |',
    '| T2  | [fast](#the-hit)   |     1 µs |         met |',
    '| T10 | [small](#the-size) |     9 kB | **not met** |',
  ])
})

it('what is not met tells its reason, or that nobody knows', () => {
  const known: Target = { ...unmet, id: 'T11', because: 'It does more.' }
  const text = formatTargets([section('size', known, unmet)])
  expect(text).toContain('- T10, small; measured: 9 kB. The reason has not been measured.')
  expect(text).toContain('- T11, small; measured: 9 kB. It does more.')
})

it('when all are met nothing is excused', () => {
  expect(formatTargets([section('hit', met)])).not.toContain('Not met')
})
