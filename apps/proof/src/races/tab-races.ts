import { createStage } from './stage.ts'
import type { Race } from './race.ts'

/** Two pages, or a page and what a server gave it, meet over the same key. */
export const tabRaces: readonly Race[] = [
  {
    title: 'R4: full answers in two tabs out of order, on one disk: I18',
    least: 300,
    async setUp(tracing, mutation) {
      const stage = createStage({ tracing, mutation })
      const { world, oracle } = stage
      const first = await stage.page('tab 1', 'alice')
      const second = await stage.page('tab 2', 'alice')
      const cold = await stage.page('tab 3', 'alice')
      return stage.scene(
        [
          {
            name: 'tab 1',
            steps: [() => oracle.calls.json(first, '/own', { cache: 'reload' })],
          },
          {
            name: 'tab 2',
            steps: [
              () => world.origin.write('/own'),
              () => oracle.calls.json(second, '/own', { cache: 'no-cache' }),
            ],
          },
        ],
        [() => oracle.calls.json(second, '/own'), () => oracle.calls.json(cold, '/own')],
      )
    },
  },
  {
    title: 'R14: two tabs validate the same key: I11, I18, I19, and one request is enough',
    least: 1000,
    async setUp(tracing, mutation) {
      const stage = createStage({ tracing, mutation })
      const { world, oracle } = stage
      const { calls } = oracle
      const one = await stage.page('tab 1', 'alice')
      const two = await stage.page('tab 2', 'alice')
      calls.json(one, '/shared')
      await stage.rest()
      calls.json(two, '/shared')
      await stage.rest()
      return stage.scene(
        [
          { name: 'tab 1', steps: [() => calls.json(one, '/shared')] },
          { name: 'tab 2', steps: [() => calls.json(two, '/shared')] },
          { name: 'origin', steps: [() => world.origin.write('/shared')] },
        ],
        [() => calls.json(one, '/shared'), () => calls.json(two, '/shared')],
        () => (stage.answers() === 6 ? [] : [`I34: ${stage.answers()} of 6 reads were answered`]),
      )
    },
  },
  {
    title: 'R18: what the server rendered arrives while the page reads: I18',
    least: 50,
    async setUp(tracing, mutation) {
      const stage = createStage({ tracing, mutation })
      const { world, oracle } = stage
      const { calls } = oracle
      const server = await stage.page('server', 'alice', { tabs: false })
      calls.json(server, '/own')
      await stage.rest()
      const state = server.etagged.dehydrate()
      world.kill(server.page)
      oracle.trouble(server.etagged.session.partition)
      world.disk.evict(server.etagged.session.partition, 'limit')
      world.origin.write('/own')
      const tab = await stage.page('tab 1', 'alice')
      return stage.scene(
        [
          { name: 'reader', steps: [() => calls.json(tab, '/own', { cache: 'no-cache' })] },
          { name: 'app', steps: [() => tab.etagged.hydrate(state)] },
        ],
        [() => calls.json(tab, '/own')],
      )
    },
  },
]
