import { expect, it } from 'vitest'
import { type Change, changesIn, createChangeLog } from './change-log.ts'
import type { KeyRange } from './response-store.ts'

it('tells when a key was invalidated, by itself or with others', () => {
  const log = createChangeLog()
  log.note([{ key: 'a' }, { prefix: 'coins/' }], 10)
  expect(log.last('a')).toBe(10)
  expect(log.last('coins/1')).toBe(10)
  expect(log.last('coin')).toBe(Number.NEGATIVE_INFINITY)
})

it('tells when a tag was invalidated', () => {
  const log = createChangeLog()
  log.note([{ tag: '* a' }, { key: 'a' }], 10)
  log.note([{ tag: '* b' }], 20)
  expect(log.last('x', ['* a'])).toBe(10)
  expect(log.last('x', ['* a', '* b', '* c'])).toBe(20)
  expect(log.last('a', ['* c'])).toBe(10)
  expect(log.last('* a', [])).toBe(Number.NEGATIVE_INFINITY)
  expect(log.last('x')).toBe(Number.NEGATIVE_INFINITY)
})

it('of several invalidations the latest counts, in whatever order they are noted', () => {
  const log = createChangeLog()
  for (const at of [10, 20, 15]) log.note([{ key: 'a' }], at)
  log.note([{ prefix: '' }], 12)
  expect(log.last('a')).toBe(20)
  expect(log.last('b')).toBe(12)
})

it('what it has forgotten holds for every key', () => {
  const log = createChangeLog()
  for (let at = 1; at <= 1002; at++) log.note([{ key: `key ${at}` }], at)
  expect(log.last('never named')).toBe(2)
  expect(log.last('key 1002')).toBe(1002)
  for (let at = 1; at <= 1003; at++) log.note([{ prefix: `${at}/` }], at)
  expect(log.last('never named')).toBe(3)
  expect(log.last('1003/key')).toBe(1003)
  for (let at = 1; at <= 1004; at++) log.note([{ tag: `* ${at}` }], at)
  expect(log.last('never named')).toBe(4)
  expect(log.last('never named', ['* 1004', '* 5'])).toBe(1004)
})

it('remembers as many of each kind as it is to', () => {
  const log = createChangeLog(2)
  for (let at = 1; at <= 3; at++) log.note([{ key: `${at}` }, { tag: `* ${at}` }], at)
  expect(log.last('2')).toBe(2)
  expect(log.last('never named')).toBe(1)
  for (let at = 4; at <= 7; at++) log.note([{ prefix: `${at}/` }], at)
  expect(log.last('6/')).toBe(6)
  expect(log.last('never named')).toBe(5)
})

it('tells the same when what it knows is noted in another one', () => {
  const log = createChangeLog(2)
  log.note([{ key: 'a' }, { prefix: 'b' }, { tag: '* c' }], 1)
  for (let at = 2; at <= 4; at++) log.note([{ key: `${at}` }], at)
  const changes: readonly Change[] = structuredClone(changesIn(log))
  expect(changes).toEqual([
    ['key', '3', 3],
    ['key', '4', 4],
    ['prefix', 'b', 1],
    ['prefix', '', 2],
    ['tag', '* c', 1],
  ])
  const other = createChangeLog(2)
  for (const [kind, name, when] of changes) {
    other.note([{ [kind]: name } as unknown as KeyRange], when)
  }
  for (const key of ['a', 'b', '3', '4', 'never named']) {
    expect(other.last(key, ['* c'])).toBe(log.last(key, ['* c']))
  }
})
