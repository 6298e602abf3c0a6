import type { Race } from './race.ts'
import { allAnswered, nothingLeft } from './verdicts.ts'

/** The disk loses something while somebody uses it. */
export const diskRaces: readonly Race[] = [
  {
    title: 'R3: an eviction and a 304: I11, I13, I14, I34',
    least: 2000,
    async setUp(stage) {
      const { world, calls, page, fill } = stage
      const tab = await page('tab 1', 'alice', { memory: { maxBytes: 0 } })
      const { partition } = tab.etagged.session
      await fill(tab, '/shared')
      return {
        actors: {
          reader: [() => calls.json(tab, '/shared')],
          disk: [() => world.disk.evict(partition, 'limit')],
          other: [() => calls.json(tab, '/own')],
        },
        last: [() => calls.json(tab, '/shared')],
        also: () => allAnswered(stage, 4),
      }
    },
  },
  {
    title: 'R9: the database is deleted from another tab while this one writes: I4, I6, I7, I37',
    least: 250,
    async setUp(stage) {
      const { world, calls, page } = stage
      const writing = await page('tab 1', 'alice')
      const leaving = await page('tab 2', 'alice')
      const { partition } = writing.etagged.session
      // Only the database itself tells.
      world.tabs.isLost = () => true
      return {
        actors: {
          'tab 1': [() => calls.json(writing, '/own'), () => calls.json(writing, '/dated')],
          'tab 2': [() => calls.signOut(leaving, false)],
        },
        last: [() => calls.json(writing, '/own')],
        also: () => nothingLeft(stage, leaving, partition),
      }
    },
  },
  {
    title:
      'R10: the browser clears the site while a connection is lost and a put is under way: I6, I7',
    least: 900,
    async setUp({ world, oracle, calls, page }) {
      const tab = await page('tab 1', 'alice')
      const { partition } = tab.etagged.session
      const clear = (): void => {
        oracle.cleared(partition)
        world.disk.clear()
      }
      return {
        actors: {
          reader: [() => calls.json(tab, '/own'), () => calls.json(tab, '/shared')],
          browser: [clear],
          connection: [() => world.disk.reconnect(partition)],
        },
        last: [() => calls.json(tab, '/own')],
      }
    },
  },
  {
    title: 'R11: a tab of an older build writes while a newer one reads: I40',
    least: 500,
    async setUp({ oracle, calls, page }) {
      const older = await page('old tab', 'alice', { version: '1' })
      const newer = await page('new tab', 'alice', { version: '2' })
      return {
        actors: {
          old: [() => calls.json(older, '/own')],
          new: [() => calls.json(newer, '/own')],
        },
        last: [() => calls.peek(newer, '/own')],
        also: () =>
          oracle.given
            .filter(({ to, sent }) => to !== sent.page)
            .map(({ to, sent }) => `I40: ${to.name} was given what ${sent.page.name} had stored`),
      }
    },
  },
  {
    title: 'R13: the browser makes room while a cold tab reads what goes: I11, I34',
    least: 40,
    async setUp(stage) {
      const { world, oracle, calls, page, fill } = stage
      const first = await page('tab 1', 'alice')
      const { partition } = first.etagged.session
      await fill(first, '/own')
      const cold = await page('tab 2', 'alice')
      const evict = (): void => {
        oracle.trouble(partition)
        world.disk.evict(partition, 'quota')
      }
      return {
        actors: {
          reader: [() => calls.json(cold, '/own')],
          browser: [evict, evict],
        },
        last: [() => calls.json(cold, '/own')],
        also: () => allAnswered(stage, 3),
      }
    },
  },
]
