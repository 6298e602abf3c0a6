import { SessionEndedError } from '@etagged/core'
import type { Race } from './race.ts'
import { nothingLeft } from './verdicts.ts'

/** Requests of one page overtake each other. */
export const requestRaces: readonly Race[] = [
  {
    title: 'R4: two full answers out of order: I18',
    least: 150,
    async setUp({ world, calls, page }) {
      const tab = await page('tab 1', 'alice')
      return {
        actors: {
          first: [() => calls.json(tab, '/own', { cache: 'reload' })],
          second: [
            () => world.origin.write('/own'),
            () => calls.json(tab, '/own', { cache: 'no-cache' }),
          ],
        },
        last: [() => calls.json(tab, '/own')],
      }
    },
  },
  {
    title: 'R5: a PUT and GETs that overlap it: I19',
    least: 50,
    async setUp({ calls, page, fill }) {
      const tab = await page('tab 1', 'alice')
      await fill(tab, '/own')
      return {
        actors: {
          writer: [() => calls.write(tab, '/own')],
          reader: [
            () => calls.json(tab, '/own', { cache: 'no-cache' }),
            () => calls.json(tab, '/own'),
          ],
        },
        last: [() => calls.json(tab, '/own')],
      }
    },
  },
  {
    title: 'R5: a PUT in one tab and GETs of others that overlap it: I19',
    least: 200,
    async setUp({ calls, page }) {
      const writing = await page('tab 1', 'alice')
      const reading = await page('tab 2', 'alice')
      const cold = await page('tab 3', 'alice')
      return {
        actors: {
          'tab 1': [() => calls.write(writing, '/own')],
          'tab 2': [() => calls.json(reading, '/own')],
        },
        last: [
          () => calls.json(cold, '/own'),
          () => calls.json(reading, '/own'),
          () => calls.json(writing, '/own'),
        ],
      }
    },
  },
  {
    title: 'R6: an invalidation and a validation in the background: I19',
    least: 80,
    async setUp({ world, calls, page, fill }) {
      const tab = await page('tab 1', 'alice')
      await fill(tab, '/dated')
      await world.clock.advance(10)
      return {
        actors: {
          reader: [() => calls.fetch(tab, '/dated')],
          app: [
            () => world.origin.write('/dated'),
            () => calls.invalidate(tab, '/dated'),
            () => calls.fetch(tab, '/dated'),
          ],
        },
        last: [() => calls.fetch(tab, '/dated')],
      }
    },
  },
  {
    title: 'R6: an invalidation by a tag in one tab and GETs of others that overlap it: I19',
    least: 200,
    async setUp({ world, calls, page }) {
      const writing = await page('tab 1', 'alice')
      const reading = await page('tab 2', 'alice')
      const cold = await page('tab 3', 'alice')
      return {
        actors: {
          'tab 1': [
            () => world.origin.write('/own'),
            () => calls.invalidate(writing, '/own', 'tag'),
          ],
          'tab 2': [() => calls.json(reading, '/own')],
        },
        last: [
          () => calls.json(reading, '/own'),
          () => calls.json(cold, '/own'),
          () => calls.json(writing, '/own'),
        ],
      }
    },
  },
  {
    title: 'R7: one of three callers leaves while the reply arrives: I30',
    least: 700,
    async setUp({ calls, page, answers }) {
      const tab = await page('tab 1', 'alice')
      const controller = new AbortController()
      const { signal } = controller
      return {
        actors: {
          reader: [() => calls.json(tab, '/own'), () => calls.json(tab, '/own', { signal })],
          third: [() => calls.json(tab, '/own')],
          leaver: [() => controller.abort()],
        },
        also: () => (answers() >= 2 ? [] : ['I30: who left took others along']),
      }
    },
  },
  {
    title: 'R8: two answers of 401, one new token, and a sign-out: I1, I2, I22',
    least: 2500,
    async setUp(stage) {
      const { world, calls, page } = stage
      let renewals = 0
      let lives = 1
      const tab = await page('tab 1', 'alice', {
        headers({ user }, { refresh }) {
          if (refresh) {
            renewals++
            lives++
          }
          return { authorization: `${user ?? 'nobody'}.${lives}` }
        },
      })
      const { partition } = tab.etagged.session
      world.origin.refuses = (token) => token === 'alice.1'
      return {
        actors: {
          one: [() => calls.json(tab, '/own')],
          two: [() => calls.json(tab, '/shared')],
          app: [() => calls.signOut(tab, false)],
        },
        last: [() => calls.json(tab, '/own')],
        also: () => [
          ...(renewals <= 1 ? [] : [`I22: ${renewals} renewals for one refused token`]),
          ...nothingLeft(stage, tab, partition),
        ],
      }
    },
  },
  {
    title: 'R15: the clock is set back, or forward, while an answer is judged: I27',
    least: 12,
    async setUp({ world, oracle, page, fill }) {
      const tab = await page('tab 1', 'alice')
      await fill(tab, '/own')
      const violations: string[] = []
      const read = async (): Promise<void> => {
        try {
          const { freshness } = await tab.etagged.json('/own')
          const { age, ttl } = freshness
          if (!(age >= 0 && Number.isFinite(ttl) && ttl <= 60)) {
            violations.push(`I27: age ${age}, ${ttl} s left`)
          }
        } catch (error) {
          if (!(error instanceof SessionEndedError)) throw error
        }
      }
      const back = (): void => {
        oracle.clockWentBack()
        world.clock.step(-3600)
      }
      return {
        actors: {
          reader: [read, read],
          user: [back, () => world.clock.step(7200)],
        },
        last: [read],
        also: () => violations,
      }
    },
  },
]
