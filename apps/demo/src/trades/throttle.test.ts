import { beforeEach, expect, it } from 'vitest'
import { throttle } from './throttle.ts'

let runs: number
let due: (() => void) | undefined

const throttled = () =>
  throttle(
    () => runs++,
    3000,
    (run, ms) => {
      expect(ms).toBe(3000)
      due = run
      return () => {
        due = undefined
      }
    },
  )

beforeEach(() => {
  runs = 0
  due = undefined
})

it('runs at once, and then once for all calls within the time', () => {
  const call = throttled()
  call()
  expect(runs).toBe(1)
  call()
  call()
  expect(runs).toBe(1)
  due?.()
  expect(runs).toBe(2)
})

it('runs no second time without a second call, and at once after a pause', () => {
  const call = throttled()
  call()
  due?.()
  expect(runs).toBe(1)
  call()
  expect(runs).toBe(2)
})

it('runs no more once it has ended', () => {
  const call = throttled()
  call()
  call()
  call.end()
  due?.()
  expect(runs).toBe(1)
})
