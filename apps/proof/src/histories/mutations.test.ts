import { expect, it } from 'vitest'
import type { Mutation } from './run-options.ts'
import { searchHistories } from './search.ts'

/** Lives through histories in a world with a defect, until one of them goes wrong. */
async function violationsOf(mutation: Mutation, most = 3000): Promise<string> {
  const { failure, histories } = await searchHistories({
    seed: 1,
    histories: most,
    run: { mutation },
  })
  console.info(
    `${JSON.stringify(mutation)}: ${failure?.violations[0] ?? 'nothing found'} after ${histories} histories`,
  )
  return failure?.violations.join('; ') ?? ''
}

const patient = { timeout: 300_000 }

it('a disk that does not compare generations is found out', patient, async () => {
  expect(await violationsOf({ disk: { withoutFence: true } })).toMatch(/^I6: /)
})

it('a disk that forgets what was invalidated is found out', patient, async () => {
  expect(await violationsOf({ disk: { withoutInvalidationLog: true } })).toMatch(/^I19: /)
})

it('a disk on which an earlier answer replaces a later one is found out', patient, async () => {
  expect(await violationsOf({ disk: { withoutOrder: true } })).toMatch(/^I1[89]: /)
})

it(
  'tabs that hear of no end and of no waking lose nothing but time: the fence holds',
  patient,
  async () => {
    expect(await violationsOf({ deafToEnds: true }, 1000)).toBe('')
  },
)
