import { expect, it } from 'vitest'
import { systemClock } from './clock.ts'

it('tells seconds since 1970, with a fraction', () => {
  const before = Date.now() / 1000
  const now = systemClock.now()
  expect(now).toBeGreaterThanOrEqual(before)
  expect(now).toBeLessThanOrEqual(Date.now() / 1000)
})

it('runs a task once, and a cancelled one never', async () => {
  const ran: string[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  const cancel = systemClock.after(0, () => ran.push('cancelled'))
  systemClock.after(0, () => {
    ran.push('kept')
    resolve()
  })
  cancel()
  await promise
  expect(ran).toEqual(['kept'])
})
