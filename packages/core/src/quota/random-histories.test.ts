import { describe, expect, it } from 'vitest'
import type { Urgency } from '../cache/quota.ts'
import { seededRandom, type SeededRandom } from '../seeded.test-tool.ts'
import { createWorld, type Page, urlOf, type Wanted, type World } from './pages.test-tool.ts'

const HISTORIES = 60

const urgencies: readonly Urgency[] = ['visible', 'background', 'hidden']

interface Stage {
  readonly world: World
  readonly pages: readonly Page[]
  readonly limit: number
  readonly window: number
  /** Seconds that an answer takes at the most. */
  readonly slowest: number
}

/**
 * Limits are told, and answers come in time: who has the turn for too long is overtaken by those that
 * gave up waiting.
 */
function drawStage({ below, chance }: SeededRandom): Stage {
  const limit = 3 + below(30)
  const window = 10 + below(50)
  const slowest = chance(0.3) ? 4 : 1
  const world = createWorld({
    limit,
    window,
    telling: chance(0.5) ? 'draft-10' : 'x-ratelimit',
    latency: () => ((below(16) + 1) / 16) * slowest,
  })
  const isAlone = chance(0.3)
  const count = isAlone ? 1 : 1 + below(slowest === 1 ? 3 : 2)
  const pages = Array.from({ length: count }, () => world.open(isAlone ? { tabs: false } : {}))
  return { world, pages, limit, window, slowest }
}

/** A refresh that may change its urgency at once, fail, or leave before it goes. */
function askFor(name: string, page: Page, { server }: World, { below, chance }: SeededRandom) {
  const first = urgencies[below(urgencies.length)] ?? 'visible'
  let urgency = first
  const controller = new AbortController()
  const one = page.ask(name, first, { urgency: () => urgency, signal: controller.signal })
  if (chance(0.1)) urgency = 'visible'
  if (chance(0.1)) {
    server.instead(urlOf(name), () => {
      throw new TypeError('Failed to fetch')
    })
  }
  if (chance(0.1)) controller.abort(new Error('left'))
  return one
}

async function play(stage: Stage, random: SeededRandom): Promise<readonly Wanted[]> {
  const { world, pages, limit, window, slowest } = stage
  const wanted: Wanted[] = []
  for (let bursts = 1 + random.below(5); bursts > 0; bursts--) {
    for (const page of pages) {
      for (let count = random.below(limit * 2); count > 0; count--) {
        wanted.push(askFor(String(wanted.length), page, world, random))
      }
    }
    await world.pass(random.below(window))
  }
  // One window for what is under way between two, and two to spare.
  const windows = Math.ceil(wanted.length / limit) + 3
  await world.pass(windows * (window + slowest))
  return wanted
}

function fateOf({ status, error }: Wanted): string {
  if (status !== undefined) return String(status)
  return error instanceof Error ? error.message : 'unanswered'
}

describe('whatever refreshes several pages want, and however long the answers take', () => {
  it(`none is refused, all are answered, and nothing is left over, in ${HISTORIES} histories`, async () => {
    const random = seededRandom()
    let requests = 0
    for (let number = 0; number < HISTORIES; number++) {
      const stage = drawStage(random)
      const wanted = await play(stage, random)
      const { server, origin, clock } = stage.world
      const fates = new Set(wanted.map(fateOf))
      for (const expected of ['200', 'Failed to fetch', 'left']) fates.delete(expected)
      const left = wanted.filter((one) => fateOf(one) === 'left' && one.sentAt !== undefined)
      const refused = server.served.filter(({ status }) => status === 429)
      expect({
        number,
        refused,
        fates: [...fates],
        left,
        locks: origin.locks(),
        timers: clock.waiting(),
      }).toEqual({ number, refused: [], fates: [], left: [], locks: {}, timers: 0 })
      requests += server.served.length
    }
    console.info(
      `${requests} requests in ${HISTORIES} histories from PROOF_SEED=${random.seed}: none refused`,
    )
  }, 120_000)
})
