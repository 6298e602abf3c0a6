import type { CacheEvent } from '@etagged/core'
import { expect, it } from 'vitest'
import { answered, AT, url } from './events.test-fixture.ts'
import { noNotes, notesAfter } from './store-notes.ts'

const told = { at: AT, generation: 'g1' }

const after = (...events: CacheEvent[]) => events.reduce(notesAfter, noNotes)

it('counts evictions by tier, and those for want of room', () => {
  const eviction = { type: 'eviction', ...told, url } as const
  const { evictions } = after(
    { ...eviction, tier: 'memory', because: 'limit' },
    { ...eviction, tier: 'disk', because: 'limit' },
    { ...eviction, tier: 'disk', because: 'quota' },
  )
  expect(evictions).toStrictEqual({ memory: 1, disk: 2, quota: 1 })
})

it('counts what was damaged and what was opened again', () => {
  expect(after({ type: 'damage', ...told, url }, { type: 'reopening', ...told })).toMatchObject({
    damages: 1,
    reopenings: 1,
  })
})

it('remembers the last 50 faults, newest first', () => {
  const faults = Array.from({ length: 60 }, (_, index): CacheEvent => ({
    type: 'store-fault',
    ...told,
    at: AT + index,
    operation: 'put',
    because: 'QuotaExceededError',
    mode: 'persistent',
  }))
  const notes = after(...faults)
  expect(notes.faults).toHaveLength(50)
  expect(notes.faults[0]).toStrictEqual({
    at: AT + 59,
    operation: 'put',
    because: 'QuotaExceededError',
    mode: 'persistent',
  })
})

it('is the same after what is not about a store', () => {
  expect(notesAfter(noNotes, answered())).toBe(noNotes)
})
