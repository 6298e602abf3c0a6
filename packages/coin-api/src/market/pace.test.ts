import { describe, expect, it } from 'vitest'
import { createMarket } from './market.ts'
import { paceFrom } from './pace.ts'

it.each([
  { says: 'counts from its beginning', pace: paceFrom(2, 1000), now: 2499, due: 2 },
  { says: 'goes on counting after what is done', pace: paceFrom(2, 1000, 7), now: 2500, due: 10 },
  { says: 'stands still at zero', pace: paceFrom(0, 1000, 7), now: 1e9, due: 7 },
])('a pace $says', ({ pace, now, due }) => {
  expect(pace.dueAt(now)).toBe(due)
})

it('dates a trade at the instant at which it becomes due', () => {
  const pace = paceFrom(4, 1000, 10)
  expect(pace.timeOf(10)).toBe(1250)
  expect(pace.dueAt(1250)).toBe(11)
  expect(pace.dueAt(1249)).toBe(10)
})

describe('a market whose pace changes', () => {
  const NOON = Date.UTC(2026, 10, 20, 12)
  const open = (tradesPerSecond: number) => {
    let now = NOON
    const market = createMarket({ clock: () => now, tradesPerSecond })
    const wait = (ms: number) => {
      now += ms
    }
    const caps = () => market.sortedBy('created_timestamp').map((coin) => coin.marketCap)
    return { market, wait, caps, now: () => now }
  }

  it('has the same trades in the same order, only at other times', () => {
    const [steady, changed] = [open(2), open(2)]
    changed.wait(10_000)
    changed.market.setPace(20)
    changed.wait(4_000)
    changed.market.advanceTo(changed.now())
    steady.market.advanceTo(NOON + 50_000)
    expect(changed.caps()).toEqual(steady.caps())
  })

  it('keeps what happened before, and stops when told to', () => {
    const { market, wait, caps, now } = open(2)
    wait(10_000)
    market.setPace(0)
    const before = caps()
    expect(before).not.toEqual(open(0).caps())
    wait(60_000)
    market.advanceTo(now())
    expect(caps()).toEqual(before)
    expect(market.pace()).toBe(0)
  })

  it('does not make up for the time in which it stood still', () => {
    const { market, wait, caps, now } = open(0)
    wait(60_000)
    market.setPace(1)
    wait(999)
    market.advanceTo(now())
    expect(caps()).toEqual(open(0).caps())
  })
})
