import { SessionEndedError } from '@etagged/core'
import { createStage } from './stage.ts'
import type { Race } from './race.ts'

/** Requests of one page overtake each other. */
export const requestRaces: readonly Race[] = [
  {
    title: 'R4: two full answers out of order: I18',
    least: 150,
    async setUp(tracing, mutation) {
      const stage = createStage({ tracing, mutation })
      const { world, oracle } = stage
      const tab = await stage.page('tab 1', 'alice')
      return stage.scene(
        [
          { name: 'first', steps: [() => oracle.calls.json(tab, '/own', { cache: 'reload' })] },
          {
            name: 'second',
            steps: [
              () => world.origin.write('/own'),
              () => oracle.calls.json(tab, '/own', { cache: 'no-cache' }),
            ],
          },
        ],
        [() => oracle.calls.json(tab, '/own')],
      )
    },
  },
  {
    title: 'R5: a PUT and GETs that overlap it: I19',
    least: 50,
    async setUp(tracing, mutation) {
      const stage = createStage({ tracing, mutation })
      const { calls } = stage.oracle
      const tab = await stage.page('tab 1', 'alice')
      calls.json(tab, '/own')
      await stage.rest()
      return stage.scene(
        [
          { name: 'writer', steps: [() => calls.write(tab, '/own')] },
          {
            name: 'reader',
            steps: [
              () => calls.json(tab, '/own', { cache: 'no-cache' }),
              () => calls.json(tab, '/own'),
            ],
          },
        ],
        [() => calls.json(tab, '/own')],
      )
    },
  },
  {
    title: 'R5: a PUT in one tab and GETs of others that overlap it: I19',
    least: 200,
    async setUp(tracing, mutation) {
      const stage = createStage({ tracing, mutation })
      const { calls } = stage.oracle
      const writing = await stage.page('tab 1', 'alice')
      const reading = await stage.page('tab 2', 'alice')
      const cold = await stage.page('tab 3', 'alice')
      return stage.scene(
        [
          { name: 'tab 1', steps: [() => calls.write(writing, '/own')] },
          { name: 'tab 2', steps: [() => calls.json(reading, '/own')] },
        ],
        [
          () => calls.json(cold, '/own'),
          () => calls.json(reading, '/own'),
          () => calls.json(writing, '/own'),
        ],
      )
    },
  },
  {
    title: 'R6: an invalidation and a validation in the background: I19',
    least: 80,
    async setUp(tracing, mutation) {
      const stage = createStage({ tracing, mutation })
      const { world, oracle } = stage
      const { calls } = oracle
      const tab = await stage.page('tab 1', 'alice')
      calls.json(tab, '/dated')
      await stage.rest()
      await world.clock.advance(10)
      return stage.scene(
        [
          { name: 'reader', steps: [() => calls.fetch(tab, '/dated')] },
          {
            name: 'app',
            steps: [
              () => world.origin.write('/dated'),
              () => calls.invalidate(tab, '/dated'),
              () => calls.fetch(tab, '/dated'),
            ],
          },
        ],
        [() => calls.fetch(tab, '/dated')],
      )
    },
  },
  {
    title: 'R7: one of three callers leaves while the reply arrives: I30',
    least: 700,
    async setUp(tracing, mutation) {
      const stage = createStage({ tracing, mutation })
      const { oracle } = stage
      const tab = await stage.page('tab 1', 'alice')
      const controller = new AbortController()
      const { signal } = controller
      return stage.scene(
        [
          {
            name: 'reader',
            steps: [
              () => oracle.calls.json(tab, '/own'),
              () => oracle.calls.json(tab, '/own', { signal }),
            ],
          },
          { name: 'third', steps: [() => oracle.calls.json(tab, '/own')] },
          { name: 'leaver', steps: [() => controller.abort()] },
        ],
        [],
        () => (stage.answers() >= 2 ? [] : ['I30: who left took others along']),
      )
    },
  },
  {
    title: 'R8: two answers of 401, one new token, and a sign-out: I1, I2, I22',
    least: 2500,
    async setUp(tracing, mutation) {
      let renewals = 0
      let lives = 1
      const stage = createStage({
        tracing,
        mutation,
        client: {
          headers({ user }, { refresh }) {
            if (refresh) {
              renewals++
              lives++
            }
            return { authorization: `${user ?? 'nobody'}.${lives}` }
          },
        },
      })
      const { world, oracle } = stage
      const { calls } = oracle
      const tab = await stage.page('tab 1', 'alice')
      const { partition } = tab.etagged.session
      world.origin.refuses = (token) => token === 'alice.1'
      return stage.scene(
        [
          { name: 'one', steps: [() => calls.json(tab, '/own')] },
          { name: 'two', steps: [() => calls.json(tab, '/shared')] },
          { name: 'app', steps: [() => calls.signOut(tab, false)] },
        ],
        [() => calls.json(tab, '/own')],
        () => [
          ...(renewals <= 1 ? [] : [`I22: ${renewals} renewals for one refused token`]),
          ...(world.disk.state(partition).stored.length === 0 ? [] : ['I4: rows are left']),
        ],
      )
    },
  },
  {
    title: 'R15: the clock is set back, or forward, while an answer is judged: I27',
    least: 12,
    async setUp(tracing, mutation) {
      const stage = createStage({ tracing, mutation })
      const { world, oracle } = stage
      const tab = await stage.page('tab 1', 'alice')
      oracle.calls.json(tab, '/own')
      await stage.rest()
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
      return stage.scene(
        [
          { name: 'reader', steps: [read, read] },
          { name: 'user', steps: [back, () => world.clock.step(7200)] },
        ],
        [read],
        () => violations,
      )
    },
  },
]
