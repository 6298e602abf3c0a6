import type { Race } from './race.ts'
import { allAnswered } from './verdicts.ts'

/** Two pages, or a page and what a server gave it, meet over the same key. */
export const tabRaces: readonly Race[] = [
  {
    title: 'R4: full answers in two tabs out of order, on one disk: I18',
    least: 300,
    async setUp({ world, calls, page }) {
      const first = await page('tab 1', 'alice')
      const second = await page('tab 2', 'alice')
      const cold = await page('tab 3', 'alice')
      return {
        actors: {
          'tab 1': [() => calls.json(first, '/own', { cache: 'reload' })],
          'tab 2': [
            () => world.origin.write('/own'),
            () => calls.json(second, '/own', { cache: 'no-cache' }),
          ],
        },
        last: [() => calls.json(second, '/own'), () => calls.json(cold, '/own')],
      }
    },
  },
  {
    title: 'R14: two tabs validate the same key: I11, I18, I19, and one request is enough',
    least: 1000,
    async setUp(stage) {
      const { world, calls, page, fill } = stage
      const one = await page('tab 1', 'alice')
      const two = await page('tab 2', 'alice')
      await fill(one, '/shared')
      await fill(two, '/shared')
      return {
        actors: {
          'tab 1': [() => calls.json(one, '/shared')],
          'tab 2': [() => calls.json(two, '/shared')],
          origin: [() => world.origin.write('/shared')],
        },
        last: [() => calls.json(one, '/shared'), () => calls.json(two, '/shared')],
        also: () => allAnswered(stage, 6),
      }
    },
  },
  {
    title: 'R18: what the server rendered arrives while the page reads: I18',
    least: 50,
    async setUp({ world, oracle, calls, page, fill }) {
      const server = await page('server', 'alice', { tabs: false })
      await fill(server, '/own')
      const state = server.etagged.dehydrate()
      world.kill(server.page)
      oracle.trouble(server.etagged.session.partition)
      world.disk.evict(server.etagged.session.partition, 'limit')
      world.origin.write('/own')
      const tab = await page('tab 1', 'alice')
      return {
        actors: {
          reader: [() => calls.json(tab, '/own', { cache: 'no-cache' })],
          app: [() => tab.etagged.hydrate(state)],
        },
        last: [() => calls.json(tab, '/own')],
      }
    },
  },
]
