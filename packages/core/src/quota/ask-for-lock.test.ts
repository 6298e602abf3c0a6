import { expect, it } from 'vitest'
import { createManualClock } from '../manual.test-clock.ts'
import { turn } from '../recorded.test-client.ts'
import { createSimulatedOrigin } from '../tabs/simulated.test-tabs.ts'
import type { Tabs } from '../tabs/tabs.ts'
import { askForLock, LOCK_BUDGET } from './ask-for-lock.ts'

function world() {
  const clock = createManualClock()
  const origin = createSimulatedOrigin()
  const open = () => origin.open().factory({ partition: 'quota', onMessage() {}, onWake() {} })
  const ask = (tabs: Pick<Tabs, 'hold'> = open()) => {
    const granted: (() => void)[] = []
    const withdraw = askForLock({
      tabs,
      clock,
      lock: 'lock',
      onGranted: (release) => void granted.push(release),
    })
    return { granted, withdraw }
  }
  return { clock, origin, ask }
}

it('a lock is held from its grant until it is released', async () => {
  const { ask, origin, clock } = world()
  const [one, other] = [ask(), ask()]
  await turn()
  expect([one.granted.length, other.granted.length]).toEqual([1, 0])
  one.granted[0]?.()
  await turn()
  expect(other.granted).toHaveLength(1)
  other.granted[0]?.()
  await turn()
  expect(origin.locks()).toEqual({})
  expect(clock.waiting()).toBe(0)
})

it('who takes it back is out of the line, and nothing is granted to him', async () => {
  const { ask, origin, clock } = world()
  const [one, other] = [ask(), ask()]
  await turn()
  other.withdraw()
  other.withdraw()
  expect(origin.locks()).toEqual({ 'quota lock': 0 })
  one.granted[0]?.()
  await turn()
  clock.advance(2 * LOCK_BUDGET)
  await turn()
  expect(other.granted).toEqual([])
})

it('what is granted cannot be taken back, only released', async () => {
  const { ask, origin } = world()
  const { withdraw, granted } = ask()
  await turn()
  withdraw()
  await turn()
  expect(origin.locks()).toEqual({ 'quota lock': 0 })
  granted[0]?.()
  await turn()
  expect(origin.locks()).toEqual({})
})

it(`who has waited ${LOCK_BUDGET} s goes without it, out of the line (I42)`, async () => {
  const { ask, origin, clock } = world()
  const [, other] = [ask(), ask()]
  await turn()
  clock.advance(LOCK_BUDGET - 1)
  expect(other.granted).toEqual([])
  clock.advance(1)
  expect(other.granted).toHaveLength(1)
  await turn()
  expect(origin.locks()).toEqual({ 'quota lock': 0 })
  other.granted[0]?.()
})

it('what is granted too late is let go of at once, though its turn still lasts', async () => {
  const { ask, clock } = world()
  let grant: (() => Promise<unknown>) | undefined
  const { granted } = ask({
    hold: (_lock, _options, work) =>
      new Promise((resolve) => {
        grant = async () => {
          const working = work(true)
          resolve(working)
          return working
        }
      }),
  })
  clock.advance(LOCK_BUDGET)
  expect(granted).toHaveLength(1)
  await grant?.()
  expect(granted).toHaveLength(1)
})

it('where there are no locks it is granted, and not before the asking has returned', async () => {
  const { ask } = world()
  const { granted } = ask({ hold: async (_, __, work) => work(true) })
  expect(granted).toEqual([])
  await turn()
  expect(granted).toHaveLength(1)
  granted[0]?.()
})
