import { expect, it } from 'vitest'
import { createManualClock } from '../manual.test-clock.ts'
import type { Tabs } from '../tabs/tabs.ts'
import { askForLock } from './ask-for-lock.ts'

it('where there are no locks it is granted, and not before the asking has returned', async () => {
  const noLocks: Pick<Tabs, 'hold'> = { hold: async (_, __, work) => work(true) }
  const order: string[] = []
  const granted = Promise.withResolvers<() => void>()
  askForLock({
    tabs: noLocks,
    clock: createManualClock(),
    lock: 'a',
    onGranted(release) {
      order.push('granted')
      granted.resolve(release)
    },
  })
  order.push('returned')
  const release = await granted.promise
  expect(order).toEqual(['returned', 'granted'])
  release()
})
