import { beforeEach, describe, expect, it } from 'vitest'
import { storageWith } from '../auth/storage.test-fixture.ts'
import { STEPS, type StepName } from './steps.ts'
import { createTour, type TourStore } from './tour-store.ts'

let session: Storage
let kept: Storage
let performed: StepName[]
let signals: AbortSignal[]
let outcome: PromiseWithResolvers<string | undefined>

const open = (): TourStore =>
  createTour({
    session,
    kept,
    perform: (step, signal) => {
      performed.push(step)
      signals.push(signal)
      return outcome.promise
    },
  })

const stepOf = (tour: TourStore): StepName | undefined => tour.current().place?.step

beforeEach(() => {
  session = storageWith({})
  kept = storageWith({})
  performed = []
  signals = []
  outcome = Promise.withResolvers()
})

describe('The tour', () => {
  it('never begins by itself, and is offered until it was looked at once', () => {
    const tour = open()
    expect(tour.current()).toMatchObject({ place: undefined, isNew: true })
    tour.notice()
    expect(tour.current().isNew).toBe(false)
    expect(open().current()).toMatchObject({ place: undefined, isNew: false })
  })

  it('goes through its steps and back, and not beyond its ends', () => {
    const tour = open()
    tour.start()
    tour.move(-1)
    expect(stepOf(tour)).toBe('first-load')
    const seen = STEPS.map(() => {
      const step = stepOf(tour)
      tour.move(1)
      return step
    })
    expect(seen).toEqual(STEPS.map(({ name }) => name))
    expect(stepOf(tour)).toBe('sign-out')
    tour.move(-1)
    expect(stepOf(tour)).toBe('reload')
    tour.end()
    expect(stepOf(tour)).toBeUndefined()
    expect(stepOf(open())).toBeUndefined()
  })

  it('does what its step is about, once at a time, and shows what came of it', async () => {
    const tour = open()
    await tour.act()
    tour.start()
    const acting = tour.act()
    await tour.act()
    expect(performed).toEqual(['first-load'])
    expect(tour.current().isBusy).toBe(true)
    outcome.resolve('done')
    await acting
    expect(tour.current()).toMatchObject({ isBusy: false, result: 'done' })
    tour.move(1)
    expect(tour.current().result).toBeUndefined()
  })

  it('shows nothing of a step that was left meanwhile', async () => {
    const tour = open()
    tour.start()
    const acting = tour.act()
    tour.move(1)
    outcome.resolve('too late')
    await acting
    expect(tour.current()).toMatchObject({ isBusy: false, result: undefined })
  })

  it.each([
    ['the next step', (tour: TourStore) => tour.move(1)],
    ['the end', (tour: TourStore) => tour.end()],
    ['another start', (tour: TourStore) => tour.start()],
  ])('aborts what is under way for %s, and nothing that comes after', (_, leave) => {
    const tour = open()
    tour.start()
    void tour.act()
    leave(tour)
    tour.start()
    void tour.act()
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false])
  })

  it('counts the steps that were begun, and none that a reload has brought back', () => {
    const tour = open()
    tour.start()
    tour.move(-1)
    tour.start()
    tour.move(1)
    expect(tour.current().begun).toBe(3)
    expect(open().current()).toMatchObject({ place: { step: 'refresh' }, begun: 0 })
  })

  it('goes on after the reload that it makes', () => {
    const tour = open()
    tour.start()
    for (const _ of [1, 2, 3]) tour.move(1)
    expect(open().current().place).toEqual({ step: 'reload', hasReloaded: false })
    void tour.act()
    expect(open().current().place).toEqual({ step: 'reload', hasReloaded: true })
    // The visitor reloads the page once more.
    expect(open().current().place).toEqual({ step: 'reload', hasReloaded: false })
  })

  it.each(['', 'nonsense', 'reloaded', '7'])('does not begin at %j', (text) => {
    session.setItem('etagged-demo-tour', text)
    expect(stepOf(open())).toBeUndefined()
  })
})
