import { describe, expect, it } from 'vitest'
import type { Urgency } from '../cache/quota.ts'
import { seededRandom, type SeededRandom } from '../seeded.test-tool.ts'
import { createWorld, urlOf, type Wanted } from './pages.test-tool.ts'

const HISTORIES = 60

/** Windows that may be needed for what is asked, and one for what is under way between them. */
const windowsFor = (count: number, limit: number): number => Math.ceil(count / limit) + 3

/**
 * Pages that refresh whenever they like, and what became of that. Of limits that are told, and of
 * answers that come in time: who has his turn for too long is overtaken by those that gave up waiting.
 */
async function history(random: SeededRandom) {
  const { below, chance, seed } = random
  const limit = 3 + below(30)
  const window = 10 + below(50)
  const slowest = chance(0.3) ? 4 : 1
  const latencies = new Map<string, number>()
  const world = createWorld({
    limit,
    window,
    telling: chance(0.5) ? 'draft-10' : 'x-ratelimit',
    latency(url) {
      const latency = latencies.get(url) ?? ((below(16) + 1) / 16) * slowest
      latencies.set(url, latency)
      return latency
    },
  })
  const pages = chance(0.3)
    ? [world.open({ tabs: false })]
    : Array.from({ length: 1 + below(slowest === 1 ? 3 : 2) }, () => world.open())
  const wanted: Wanted[] = []
  const left: Wanted[] = []

  for (let burst = 0; burst < 1 + below(5); burst++) {
    for (const page of pages) {
      for (let index = below(limit * 2); index > 0; index--) {
        const name = String(wanted.length + left.length)
        const urgency = (['visible', 'background', 'hidden'] as const)[below(3)] ?? 'visible'
        let current: Urgency = urgency
        const controller = new AbortController()
        const one = page.ask(name, urgency, {
          urgency: () => current,
          signal: controller.signal,
        })
        if (chance(0.1)) current = 'visible'
        if (chance(0.1)) {
          world.server.instead(urlOf(name), () => {
            throw new TypeError('Failed to fetch')
          })
        }
        if (chance(0.1)) {
          controller.abort(new Error('left'))
          left.push(one)
        } else wanted.push(one)
      }
    }
    await world.pass(below(window))
  }
  await world.pass(windowsFor(wanted.length, limit) * (window + slowest))
  return { ...world, seed, wanted, left }
}

describe('whatever refreshes several pages want, and however long the answers take', () => {
  it(`none is refused, all are answered, and nothing is left over, in ${HISTORIES} histories`, async () => {
    const random = seededRandom()
    let requests = 0
    for (let number = 0; number < HISTORIES; number++) {
      const { wanted, left, server, clock, origin, seed } = await history(random)
      const what = { number, seed }
      const failed = wanted.filter(({ error }) => error instanceof TypeError)
      const answered = wanted.filter(({ status }) => status === 200)
      const refused = server.served.filter(({ status }) => status === 429)
      expect({ ...what, refused }).toEqual({ ...what, refused: [] })
      expect({ ...what, done: failed.length + answered.length }).toEqual({
        ...what,
        done: wanted.length,
      })
      expect({ ...what, left: left.filter(({ sentAt }) => sentAt !== undefined) }).toEqual({
        ...what,
        left: [],
      })
      expect({ ...what, locks: origin.locks() }).toEqual({ ...what, locks: {} })
      expect({ ...what, timers: clock.waiting() }).toEqual({ ...what, timers: 0 })
      requests += server.served.length
    }
    console.info(
      `${requests} requests in ${HISTORIES} histories from PROOF_SEED=${random.seed}: none refused`,
    )
  }, 120_000)
})
