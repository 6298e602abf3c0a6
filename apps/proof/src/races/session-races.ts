import type { Race } from './race.ts'
import { allAnswered, nothingLeft } from './verdicts.ts'

/** Sessions begin and end while something is under way. */
export const sessionRaces: readonly Race[] = [
  {
    title: "R1: a reply to alice, her sign-out and bob's sign-in: I1, I2, I4, I6, I7, I10",
    least: 2000,
    async setUp(stage) {
      const { calls, page } = stage
      const tab = await page('tab 1', 'alice')
      const { partition } = tab.etagged.session
      return {
        actors: {
          reader: [() => calls.json(tab, '/shared')],
          leaver: [() => calls.signOut(tab, false)],
          comer: [() => calls.signIn(tab, 'bob'), () => calls.peek(tab, '/shared')],
        },
        last: [() => calls.json(tab, '/shared')],
        also: () => nothingLeft(stage, tab, partition),
      }
    },
  },
  {
    title: 'R2: a sign-out in one tab, reads and a write in another: I2, I4, I6, I7',
    least: 200,
    async setUp(stage) {
      const { calls, page } = stage
      const leaving = await page('tab 1', 'alice')
      const writing = await page('tab 2', 'alice')
      const { partition } = leaving.etagged.session
      return {
        actors: {
          'tab 1': [() => calls.signOut(leaving, false)],
          'tab 2': [() => calls.json(writing, '/own'), () => calls.write(writing, '/own')],
        },
        last: [() => calls.json(writing, '/own')],
        also: () => nothingLeft(stage, leaving, partition),
      }
    },
  },
  {
    title: 'R12: a page returns from the back-forward cache while another signs out: I2, I5',
    least: 300,
    async setUp({ world, oracle, calls, page, fill }) {
      const leaving = await page('tab 1', 'alice')
      const sleeping = await page('tab 2', 'alice')
      await fill(sleeping, '/own')
      sleeping.page.frozen = true
      // Messages pass a sleeping page by, and its disk says nothing.
      world.tabs.isLost = ({ to }) => to.frozen
      world.disk.announces = () => false
      const wake = (): void => {
        sleeping.page.frozen = false
        world.tabs.wake(sleeping.page, 'restored')
        oracle.woke(sleeping)
      }
      return {
        actors: {
          'tab 1': [() => calls.signOut(leaving, false)],
          'tab 2': [
            wake,
            () => calls.peekMemory(sleeping, '/own'),
            () => calls.peek(sleeping, '/own'),
            () => calls.json(sleeping, '/own'),
          ],
        },
        last: [() => calls.peekMemory(sleeping, '/own')],
      }
    },
  },
  {
    title: 'R19: an answer for everyone, the sign-in of bob, and his write: I1, I19, I46',
    least: 500,
    async setUp(stage) {
      const { calls, page } = stage
      const tab = await page('tab 1', 'alice')
      return {
        actors: {
          reader: [() => calls.everyones(tab, '/own', 'json')],
          comer: [() => calls.signIn(tab, 'bob'), () => calls.write(tab, '/own')],
        },
        last: [() => calls.everyones(tab, '/own', 'json')],
        also: () => allAnswered(stage, 2),
      }
    },
  },
  {
    title: 'R16: two sign-outs and a sign-in of the same user: I2, I4, I6, I7',
    least: 600,
    async setUp({ calls, page, fill }) {
      const tab = await page('tab 1', 'alice')
      await fill(tab, '/own')
      return {
        actors: {
          first: [() => calls.signOut(tab, false)],
          second: [() => calls.signOut(tab, false)],
          comer: [() => calls.signIn(tab, 'alice'), () => calls.json(tab, '/own')],
        },
        last: [() => calls.json(tab, '/own')],
      }
    },
  },
]
