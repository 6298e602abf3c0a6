import { createStage, type Stage } from './stage.ts'
import type { Race } from './race.ts'
import type { OpenPage } from '../world/world.ts'

/** No row of this user is left on disk. */
function nothingLeft(
  { world }: Stage,
  { etagged }: OpenPage,
  partition: string,
): readonly string[] {
  const { stored } = world.disk.state(partition)
  const isBack = etagged.session.partition === partition
  return stored.length === 0 || isBack ? [] : [`I4: ${stored.length} rows outlive the sign-out`]
}

/** Sessions begin and end while something is under way. */
export const sessionRaces: readonly Race[] = [
  {
    title: "R1: a reply to alice, her sign-out and bob's sign-in: I1, I2, I4, I6, I7, I10",
    least: 2000,
    async setUp(tracing, mutation) {
      const stage = createStage({ tracing, mutation })
      const { calls } = stage.oracle
      const tab = await stage.page('tab 1', 'alice')
      const { partition } = tab.etagged.session
      return stage.scene(
        [
          { name: 'reader', steps: [() => calls.json(tab, '/shared')] },
          { name: 'leaver', steps: [() => calls.signOut(tab, false)] },
          {
            name: 'comer',
            steps: [() => calls.signIn(tab, 'bob'), () => calls.peek(tab, '/shared')],
          },
        ],
        [() => calls.json(tab, '/shared')],
        () => nothingLeft(stage, tab, partition),
      )
    },
  },
  {
    title: 'R2: a sign-out in one tab, reads and a write in another: I2, I4, I6, I7',
    least: 250,
    async setUp(tracing, mutation) {
      const stage = createStage({ tracing, mutation })
      const { calls } = stage.oracle
      const leaving = await stage.page('tab 1', 'alice')
      const writing = await stage.page('tab 2', 'alice')
      const { partition } = leaving.etagged.session
      return stage.scene(
        [
          { name: 'tab 1', steps: [() => calls.signOut(leaving, false)] },
          {
            name: 'tab 2',
            steps: [() => calls.json(writing, '/own'), () => calls.write(writing, '/own')],
          },
        ],
        [() => calls.json(writing, '/own')],
        () => nothingLeft(stage, leaving, partition),
      )
    },
  },
  {
    title: 'R12: a page returns from the back-forward cache while another signs out: I2, I5',
    least: 300,
    async setUp(tracing, mutation) {
      const stage = createStage({ tracing, mutation })
      const { world, oracle } = stage
      const { calls } = oracle
      const leaving = await stage.page('tab 1', 'alice')
      const sleeping = await stage.page('tab 2', 'alice')
      calls.json(sleeping, '/own')
      await stage.rest()
      sleeping.page.frozen = true
      // Messages pass a sleeping page by, and its disk says nothing.
      world.tabs.isLost = ({ to }) => to.frozen
      world.disk.announces = () => false
      const wake = (): void => {
        sleeping.page.frozen = false
        world.tabs.wake(sleeping.page, 'restored')
        oracle.woke(sleeping)
      }
      return stage.scene(
        [
          { name: 'tab 1', steps: [() => calls.signOut(leaving, false)] },
          {
            name: 'tab 2',
            steps: [
              wake,
              () => calls.peekMemory(sleeping, '/own'),
              () => calls.peek(sleeping, '/own'),
              () => calls.json(sleeping, '/own'),
            ],
          },
        ],
        [() => calls.peekMemory(sleeping, '/own')],
      )
    },
  },
  {
    title: 'R16: two sign-outs and a sign-in of the same user: I2, I4, I6, I7',
    least: 900,
    async setUp(tracing, mutation) {
      const stage = createStage({ tracing, mutation })
      const { calls } = stage.oracle
      const tab = await stage.page('tab 1', 'alice')
      calls.json(tab, '/own')
      await stage.rest()
      return stage.scene(
        [
          { name: 'first', steps: [() => calls.signOut(tab, false)] },
          { name: 'second', steps: [() => calls.signOut(tab, false)] },
          {
            name: 'comer',
            steps: [() => calls.signIn(tab, 'alice'), () => calls.json(tab, '/own')],
          },
        ],
        [() => calls.json(tab, '/own')],
      )
    },
  },
]
