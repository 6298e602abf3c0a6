import { createStage, type Stage } from './stage.ts'
import type { Race } from './race.ts'

/** Every read that a race asked for was answered. */
function allAnswered(stage: Stage, expected: number): readonly string[] {
  const missing = expected - stage.answers()
  return missing === 0 ? [] : [`I34: ${missing} of ${expected} reads were not answered`]
}

/** The disk loses something while somebody uses it. */
export const diskRaces: readonly Race[] = [
  {
    title: 'R3: an eviction and a 304: I11, I13, I14, I34',
    least: 2000,
    async setUp(tracing, mutation) {
      const stage = createStage({ tracing, mutation, client: { memory: { maxBytes: 0 } } })
      const { world, oracle } = stage
      const tab = await stage.page('tab 1', 'alice')
      const { partition } = tab.etagged.session
      oracle.calls.json(tab, '/shared')
      await stage.rest()
      return stage.scene(
        [
          { name: 'reader', steps: [() => oracle.calls.json(tab, '/shared')] },
          { name: 'disk', steps: [() => world.disk.evict(partition, 'limit')] },
          { name: 'other', steps: [() => oracle.calls.json(tab, '/own')] },
        ],
        [() => oracle.calls.json(tab, '/shared')],
        () => allAnswered(stage, 4),
      )
    },
  },
  {
    title: 'R9: the database is deleted from another tab while this one writes: I4, I6, I7, I37',
    least: 250,
    async setUp(tracing, mutation) {
      const stage = createStage({ tracing, mutation })
      const { world, oracle } = stage
      const writing = await stage.page('tab 1', 'alice')
      const leaving = await stage.page('tab 2', 'alice')
      const { partition } = writing.etagged.session
      // Only the database itself tells.
      world.tabs.isLost = () => true
      return stage.scene(
        [
          {
            name: 'tab 1',
            steps: [
              () => oracle.calls.json(writing, '/own'),
              () => oracle.calls.json(writing, '/dated'),
            ],
          },
          { name: 'tab 2', steps: [() => oracle.calls.signOut(leaving, false)] },
        ],
        [() => oracle.calls.json(writing, '/own')],
        () =>
          world.disk.state(partition).stored.length === 0 ? [] : ['I4: rows outlive the sign-out'],
      )
    },
  },
  {
    title:
      'R10: the browser clears the site while a connection is lost and a put is under way: I6, I7',
    least: 900,
    async setUp(tracing, mutation) {
      const stage = createStage({ tracing, mutation })
      const { world, oracle } = stage
      const tab = await stage.page('tab 1', 'alice')
      const { partition } = tab.etagged.session
      const clear = (): void => {
        oracle.cleared(partition)
        world.disk.clear()
      }
      return stage.scene(
        [
          {
            name: 'reader',
            steps: [() => oracle.calls.json(tab, '/own'), () => oracle.calls.json(tab, '/shared')],
          },
          { name: 'browser', steps: [clear] },
          { name: 'connection', steps: [() => world.disk.reconnect(partition)] },
        ],
        [() => oracle.calls.json(tab, '/own')],
      )
    },
  },
  {
    title: 'R11: a tab of an older build writes while a newer one reads: I40',
    least: 500,
    async setUp(tracing, mutation) {
      const stage = createStage({ tracing, mutation })
      const { oracle } = stage
      const older = await stage.page('old tab', 'alice', { version: '1' })
      const newer = await stage.page('new tab', 'alice', { version: '2' })
      return stage.scene(
        [
          {
            name: 'old',
            steps: [() => oracle.calls.json(older, '/own')],
          },
          {
            name: 'new',
            steps: [() => oracle.calls.json(newer, '/own')],
          },
        ],
        [() => oracle.calls.peek(newer, '/own')],
        () =>
          oracle.given
            .filter(({ to, sent }) => to !== sent.page)
            .map(({ to, sent }) => `I40: ${to.name} was given what ${sent.page.name} had stored`),
      )
    },
  },
  {
    title: 'R13: the browser makes room while a cold tab reads what goes: I11, I34',
    least: 40,
    async setUp(tracing, mutation) {
      const stage = createStage({ tracing, mutation })
      const { world, oracle } = stage
      const first = await stage.page('tab 1', 'alice')
      const { partition } = first.etagged.session
      oracle.calls.json(first, '/own')
      await stage.rest()
      const cold = await stage.page('tab 2', 'alice')
      const evict = (): void => {
        oracle.trouble(partition)
        world.disk.evict(partition, 'quota')
      }
      return stage.scene(
        [
          { name: 'reader', steps: [() => oracle.calls.json(cold, '/own')] },
          { name: 'browser', steps: [evict, evict] },
        ],
        [() => oracle.calls.json(cold, '/own')],
        () => allAnswered(stage, 3),
      )
    },
  },
]
