import { expect, it } from 'vitest'
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

it('idle resolves when nothing is pending', async () => {
  await expect(createPending().idle()).resolves.toBeUndefined()
})
