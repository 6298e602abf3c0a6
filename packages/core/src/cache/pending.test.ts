import { expect, it, vi } from 'vitest'
import { turn } from '../recorded.test-client.ts'
import { createPending } from './pending.ts'

it('idle waits for what is pending, and for what began meanwhile', async () => {
  const pending = createPending()
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let isIdle = false
  pending.track(first.promise.then(() => pending.track(second.promise)))
  const idle = pending.idle().then(() => {
    isIdle = true
  })
  first.resolve()
  await turn()
  expect(isIdle).toBe(false)
  second.resolve()
  await idle
  expect(isIdle).toBe(true)
})

it('idle hurries what is pending, and what began meanwhile', async () => {
  const pending = createPending()
  const hurried: (() => void)[] = []
  const begin = (): Promise<void> => new Promise((resolve) => hurried.push(resolve))
  const hurry = vi.fn(() => {
    for (const settle of hurried.splice(0)) settle()
  })
  pending.track(begin().then(() => pending.track(begin())))
  await pending.idle(hurry)
  expect(hurry).toHaveBeenCalledTimes(2)
})

it('idle resolves when nothing is pending', async () => {
  await expect(createPending().idle()).resolves.toBeUndefined()
})

it('waitUntil hears of each work; what it throws reaches its author, and not the request', async () => {
  const refusal = new Error('The event is over')
  const heard: Promise<unknown>[] = []
  const reported: unknown[] = []
  vi.stubGlobal('queueMicrotask', (task: () => void) => {
    try {
      task()
    } catch (error) {
      reported.push(error)
    }
  })
  const pending = createPending((work) => {
    heard.push(work)
    throw refusal
  })
  pending.track(Promise.resolve())
  await pending.idle()
  expect(heard).toHaveLength(1)
  expect(reported).toEqual([refusal])
})
