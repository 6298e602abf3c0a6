import { expect, it } from 'vitest'
import { type ManualPlatform, manualPlatform } from './manual.test-platform.ts'
import { createPaced, type Paced } from './paced.ts'

interface Stage {
  readonly platform: ManualPlatform
  readonly request: Paced<string>
  /** What was done, in order. */
  readonly done: string[]
  /** Each flight lasts until then. */
  readonly end: () => Promise<void>
  /** Somebody else begins a flight. */
  readonly fly: () => void
  readonly pass: (ms: number) => Promise<void>
}

async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
}

function openStage({ areShort }: { readonly areShort: boolean }): Stage {
  const platform = manualPlatform()
  const done: string[] = []
  let flight: PromiseWithResolvers<void> | undefined
  const fly = (): void => {
    flight = Promise.withResolvers<void>()
  }
  const run = (key: string): void => {
    done.push(key)
    if (!areShort) fly()
  }
  const request = createPaced(run, platform.schedule, () => flight?.promise)
  return {
    platform,
    request,
    done,
    fly,
    async end() {
      flight?.resolve()
      flight = undefined
      await settled()
    },
    async pass(ms) {
      platform.pass(ms)
      await settled()
    },
  }
}

it('what is asked for is done at once, and once more at the end for all that came meanwhile', async () => {
  const { request, done, pass } = openStage({ areShort: true })
  request('a', 1000)
  expect(done).toEqual(['a'])
  for (let event = 0; event < 9; event++) {
    request('a', 1000)
    await pass(100)
  }
  expect(done).toEqual(['a'])
  await pass(100)
  expect(done).toEqual(['a', 'a'])
})

it('what comes all the time is done all the time, at that pace', async () => {
  const { request, done, pass } = openStage({ areShort: true })
  for (let event = 0; event < 100; event++) {
    request('a', 1000)
    await pass(100)
  }
  expect(done).toHaveLength(11)
})

it('after a pause it is done at once again, and nothing is done that nobody asked for', async () => {
  const { request, done, pass, platform } = openStage({ areShort: true })
  request('a', 1000)
  await pass(20_000)
  expect(done).toHaveLength(1)
  expect(platform.due()).toEqual([])
  request('a', 1000)
  expect(done).toHaveLength(2)
})

it('each has a pace of its own', async () => {
  const { request, done } = openStage({ areShort: true })
  request('a', 1000)
  request('b', 1000)
  request('a', 1000)
  expect(done).toEqual(['a', 'b'])
})

it('nothing is done again before it has ended', async () => {
  const { request, done, pass, end } = openStage({ areShort: false })
  request('a', 1000)
  request('a', 1000)
  await pass(5000)
  expect(done).toHaveLength(1)
  await end()
  expect(done).toHaveLength(2)
})

it('but what hangs for 10 s holds it back no longer', async () => {
  const { request, done, pass } = openStage({ areShort: false })
  request('a', 1000)
  request('a', 1000)
  await pass(9999)
  expect(done).toHaveLength(1)
  await pass(1)
  expect(done).toHaveLength(2)
})

it('a flight that is under way ends first, however long the pace, and then it is done', async () => {
  const { request, done, fly, end } = openStage({ areShort: true })
  fly()
  request('a', 60_000)
  expect(done).toEqual([])
  await end()
  expect(done).toEqual(['a'])
})

it('so does one that somebody else began meanwhile', async () => {
  const { request, done, fly, end, pass } = openStage({ areShort: false })
  request('a', 1000)
  await end()
  fly()
  request('a', 1000)
  await pass(1000)
  expect(done).toHaveLength(1)
  await end()
  expect(done).toHaveLength(2)
})

it('but one that hangs is waited for no longer than others', async () => {
  const { request, done, fly, pass } = openStage({ areShort: true })
  fly()
  request('a', 1000)
  await pass(9999)
  expect(done).toEqual([])
  await pass(1)
  expect(done).toEqual(['a'])
})
