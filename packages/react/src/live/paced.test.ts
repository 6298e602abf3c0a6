import { expect, it } from 'vitest'
import { type ManualPlatform, manualPlatform } from './manual.test-platform.ts'
import { createPaced, type Paced } from './paced.ts'

interface Stage {
  readonly platform: ManualPlatform
  readonly request: Paced
  /** What was done, in order. */
  readonly done: string[]
  readonly pass: (ms: number) => void
}

function openStage(): Stage {
  const platform = manualPlatform()
  const done: string[] = []
  const request = createPaced((key) => void done.push(key), platform.schedule)
  return { platform, request, done, pass: (ms) => platform.pass(ms) }
}

it('what is asked for is done at once, and once more at the end for all that came meanwhile', () => {
  const { request, done, pass } = openStage()
  request('a', 1000)
  expect(done).toEqual(['a'])
  for (let event = 0; event < 9; event++) {
    request('a', 1000)
    pass(100)
  }
  expect(done).toEqual(['a'])
  pass(100)
  expect(done).toEqual(['a', 'a'])
})

it('what comes all the time is done all the time, at that pace', () => {
  const { request, done, pass } = openStage()
  for (let event = 0; event < 100; event++) {
    request('a', 1000)
    pass(100)
  }
  expect(done).toHaveLength(11)
})

it('after a pause it is done at once again, and nothing is done that nobody asked for', () => {
  const { request, done, pass, platform } = openStage()
  request('a', 1000)
  pass(20_000)
  expect(done).toHaveLength(1)
  expect(platform.due()).toEqual([])
  request('a', 1000)
  expect(done).toHaveLength(2)
})

it('each has a pace of its own', () => {
  const { request, done } = openStage()
  request('a', 1000)
  request('b', 1000)
  request('a', 1000)
  expect(done).toEqual(['a', 'b'])
})

it('what throws is done again when it may be', () => {
  const platform = manualPlatform()
  let calls = 0
  const request = createPaced(() => {
    calls++
    throw new Error('not so')
  }, platform.schedule)
  expect(() => request('a', 1000)).toThrow('not so')
  platform.pass(1000)
  expect(() => request('a', 1000)).toThrow('not so')
  expect(calls).toBe(2)
})
