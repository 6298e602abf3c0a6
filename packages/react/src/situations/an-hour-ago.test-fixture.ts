import type { Clock } from '@etagged/core'

const HOUR = 3600

export const anHourAgo: Clock = {
  now: () => Date.now() / 1000 - HOUR,
  after(delay, task) {
    const timer = setTimeout(task, delay * 1000)
    return () => clearTimeout(timer)
  },
}
