import { beforeEach, describe, expect, it } from 'vitest'
import { storageWith } from '../auth/storage.test-fixture.ts'
import { STEPS, type StepName } from './steps.ts'
import { createTour, type TourStore } from './tour-store.ts'

let session: Storage
let kept: Storage
let performed: StepName[]
let outcome: PromiseWithResolvers<string | undefined>

const open = (): TourStore =>
  createTour({
    session,
    kept,
    perform: (step) => {
      performed.push(step)
      return outcome.promise
    },
  })

const stepOf = (tour: TourStore): StepName | undefined => tour.current().place?.step

beforeEach(() => {
  session = storageWith({})
  kept = storageWith({})
  performed = []
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

  it('goes on after the reload that it makes', () => {
    const tour = open()
    tour.start()
    for (const _ of [1, 2, 3]) tour.move(1)
    expect(open().current().place).toEqual({ step: 'reload', hasReloaded: false })
    void tour.act()
    expect(open().current().place).toEqual({ step: 'reload', hasReloaded: true })
  })

  it.each(['', 'nonsense', 'reloaded', '7'])('does not begin at %j', (text) => {
    session.setItem('etagged-demo-tour', text)
    expect(stepOf(open())).toBeUndefined()
  })
})
