import { afterEach, describe, expect, it, vi } from 'vitest'
import { forgetIntents, intend, intendedNames, type Intent, intentsOf } from './intents.ts'
import { type Page, stubPage, stubPageWithoutStorage } from './page.test-fixture.ts'

afterEach(() => {
  for (const name of [ALICE, BOB]) forgetIntents(name, intentsOf(name))
  vi.unstubAllGlobals()
})

const ALICE = `etagged-${'a'.repeat(32)}`
const BOB = `etagged-${'b'.repeat(32)}`
const END: Intent = 'end 1,2,3,4'
const CLEAR: Intent = 'clear *'

const places: Record<string, () => Page | undefined> = {
  'a page': stubPage,
  'a page whose storage refuses': stubPageWithoutStorage,
  'a worker': () => undefined,
}

describe.each(Object.keys(places))('in %s', (place) => {
  it('an intent is there at once, for its database alone', () => {
    places[place]?.()
    intend(ALICE, END)
    expect(intentsOf(ALICE)).toEqual([END])
    expect(intentsOf(BOB)).toEqual([])
    expect(intendedNames()).toEqual([ALICE])
  })

  it('what has been done is forgotten; what came meanwhile is not', () => {
    places[place]?.()
    intend(ALICE, END)
    const done = intentsOf(ALICE)
    intend(ALICE, CLEAR)
    intend(ALICE, CLEAR)
    expect(intentsOf(ALICE)).toEqual([END, CLEAR])
    forgetIntents(ALICE, done)
    expect(intentsOf(ALICE)).toEqual([CLEAR])
    forgetIntents(ALICE, [CLEAR])
    expect(intendedNames()).toEqual([])
  })
})

it('an intent outlives its page, and names nothing but the hash (I4, I44)', () => {
  const { storage } = stubPage()
  intend(ALICE, END)
  expect(Object.entries(storage)).toEqual([[`${ALICE} ${END}`, '']])
  forgetIntents(ALICE, [END])
  expect(Object.keys(storage)).toEqual([])
})
