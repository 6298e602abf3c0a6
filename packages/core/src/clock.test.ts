import { expect, it } from 'vitest'
import { systemClock } from './clock.ts'

it('tells seconds since 1970, with a fraction', () => {
  const before = Date.now() / 1000
  const now = systemClock.now()
  expect(now).toBeGreaterThanOrEqual(before)
  expect(now).toBeLessThanOrEqual(Date.now() / 1000)
})

it('tells how long something took in steps finer than a millisecond', () => {
  const readings = Array.from({ length: 1000 }, () => systemClock.elapsed?.() ?? 0)
  const steps = readings.map((reading, index) => reading - (readings[index - 1] ?? reading))
  expect(Math.min(...steps)).toBeGreaterThanOrEqual(0)
  expect(steps.some((step) => step > 0 && step < 0.001)).toBe(true)
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
