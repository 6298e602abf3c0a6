import { expect, it } from 'vitest'
import type { DiskMutation } from '../world/disk-state.ts'
import { diskRaces } from './disk-races.ts'
import { explore } from './explore.ts'
import type { Race } from './race.ts'
import { requestRaces } from './request-races.ts'
import { sessionRaces } from './session-races.ts'
import { setScene } from './stage.ts'
import { tabRaces } from './tab-races.ts'

const races: readonly Race[] = [...sessionRaces, ...diskRaces, ...requestRaces, ...tabRaces]

/** The races, by number, that go wrong on a disk with this defect. */
async function lostOn(
  mutation: DiskMutation,
  among: readonly string[],
): Promise<readonly string[]> {
  const lost: string[] = []
  for (const race of races) {
    const number = race.title.split(':')[0] ?? ''
    if (!among.includes(number)) continue
    const { failure } = await explore((tracing) => setScene(race, { tracing, mutation }))
    if (failure !== undefined) lost.push(number)
  }
  return lost
}

it('without a fence, what another tab writes outlives the sign-out: R2, R9, R12', async () => {
  const among = ['R2', 'R9', 'R12']
  expect(await lostOn({ withoutFence: true }, among)).toEqual(['R2', 'R12', 'R9'])
})

it('without a log of invalidations, a tab serves what was there before a write: R5', async () => {
  expect(await lostOn({ withoutInvalidationLog: true }, ['R5'])).toEqual(['R5'])
})

it('without an order of requests, an earlier answer replaces a later one: R4', async () => {
  expect(await lostOn({ withoutOrder: true }, ['R4'])).toEqual(['R4'])
})
