import { expect, it } from 'vitest'
import { formatTable } from './format-table.ts'

it('columns are as wide as their widest cell, and figures stand to the right', () => {
  const rows = [
    ['coin, µs', 'a'],
    ['Map', '10.0'],
    ['etagged', ''],
  ]
  expect(formatTable(rows).split('\n')).toEqual([
    '| coin, µs |    a |',
    '| -------- | ---: |',
    '| Map      | 10.0 |',
    '| etagged  |      |',
  ])
})

it('more columns than one can be texts', () => {
  const rows = [
    ['id', 'promise', 'found'],
    ['T1', 'fast', '1 µs'],
  ]
  expect(formatTable(rows, 2).split('\n')).toEqual([
    '| id  | promise | found |',
    '| --- | ------- | ----: |',
    '| T1  | fast    |  1 µs |',
  ])
})
