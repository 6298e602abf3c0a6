import { expect, it, vi } from 'vitest'
import { untilAborted } from './until-aborted.ts'

it('is the promise itself when nobody can abort', () => {
  const work = Promise.resolve(1)
  expect(untilAborted(work, null)).toBe(work)
})

it('settles as the promise does, and lets go of the signal', async () => {
  const { signal } = new AbortController()
  const removed = vi.spyOn(signal, 'removeEventListener')
  expect(await untilAborted(Promise.resolve(1), signal)).toBe(1)
  await expect(untilAborted(Promise.reject(new Error('no')), signal)).rejects.toThrow('no')
  await vi.waitFor(() => expect(removed).toHaveBeenCalledTimes(2))
})

it('rejects with the reason of an abort, before or after', async () => {
  const abort = new AbortController()
  const waiting = untilAborted(new Promise(() => undefined), abort.signal)
  abort.abort('enough')
  await expect(waiting).rejects.toBe('enough')
  await expect(untilAborted(Promise.resolve(1), abort.signal)).rejects.toBe('enough')
})
