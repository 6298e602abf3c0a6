import { describe, expect, it } from 'vitest'
import { createLimiter } from './limiter.ts'

const open = () => {
  let now = 1_000_000
  const limiter = createLimiter(() => now)
  return {
    limiter,
    wait: (ms: number) => {
      now += ms
    },
  }
}

describe('a limiter', () => {
  it('counts down to nothing, then refuses', () => {
    const { limiter } = open()
    const quotas = [1, 2, 3].map(() => limiter.count('a', 2))
    expect(quotas).toEqual([
      { limit: 2, remaining: 1, resetIn: 60, isExceeded: false },
      { limit: 2, remaining: 0, resetIn: 60, isExceeded: false },
      { limit: 2, remaining: 0, resetIn: 60, isExceeded: true },
    ])
  })

  it.each([
    { after: 0, resetIn: 60, remaining: 0 },
    { after: 1, resetIn: 60, remaining: 0 },
    { after: 1000, resetIn: 59, remaining: 0 },
    { after: 59_999, resetIn: 1, remaining: 0 },
    { after: 60_000, resetIn: 60, remaining: 1 },
  ])('has $remaining left and $resetIn s to go after $after ms', ({ after, ...quota }) => {
    const { limiter, wait } = open()
    limiter.count('a', 2)
    wait(after)
    expect(limiter.count('a', 2)).toMatchObject(quota)
  })

  it('opens a window at the first request, and does not move it', () => {
    const { limiter, wait } = open()
    limiter.count('a', 1)
    wait(59_000)
    expect(limiter.count('a', 1).isExceeded).toBe(true)
    wait(1_000)
    expect(limiter.count('a', 1).isExceeded).toBe(false)
  })

  it('counts each key by itself', () => {
    const { limiter } = open()
    limiter.count('a', 1)
    expect(limiter.count('b', 1).isExceeded).toBe(false)
  })

  it('forgets windows that ended', () => {
    const { limiter, wait } = open()
    for (let client = 0; client < 500; client += 1) {
      limiter.count(`early ${client}`, 1)
      wait(1)
    }
    wait(59_750)
    expect(limiter.size()).toBe(500)
    limiter.count('late', 1)
    expect(limiter.size()).toBe(250)
    wait(60_000)
    limiter.count('last', 1)
    expect(limiter.size()).toBe(1)
  })

  it('starts anew when it is reset or the clock is set back', () => {
    const { limiter, wait } = open()
    limiter.count('a', 1)
    limiter.reset()
    expect(limiter.count('a', 1).isExceeded).toBe(false)
    wait(-1)
    expect(limiter.count('a', 1)).toMatchObject({ isExceeded: false, resetIn: 60 })
  })
})
