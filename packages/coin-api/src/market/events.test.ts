import { describe, expect, it } from 'vitest'
import { createEventLog, type EventLog, REMEMBERED_EVENTS } from './events.ts'
import { createMarket } from './market.ts'

const market = createMarket({ clock: () => Date.UTC(2026, 10, 20), tradesPerSecond: 0 })
const [coin] = market.sortedBy('market_cap')

const fill = (log: EventLog, count: number) => {
  for (let added = 0; added < count; added += 1) {
    if (coin) log.add({ type: 'coin', sequence: log.count() + 1, at: 0, coin })
  }
}
const sequencesSince = (log: EventLog, sequence: number) =>
  log.since(sequence)?.map((event) => event.sequence)

describe('an event log', () => {
  it('gives what came after a sequence, oldest first', () => {
    const log = createEventLog()
    fill(log, 5)
    expect(sequencesSince(log, 0)).toEqual([1, 2, 3, 4, 5])
    expect(sequencesSince(log, 3)).toEqual([4, 5])
    expect(sequencesSince(log, 5)).toEqual([])
  })

  it('says so when it has forgotten some of them', () => {
    const log = createEventLog()
    fill(log, REMEMBERED_EVENTS + 10)
    expect(log.since(9)).toBeUndefined()
    expect(sequencesSince(log, 10)).toHaveLength(REMEMBERED_EVENTS)
    expect(sequencesSince(log, 10)?.at(0)).toBe(11)
    expect(sequencesSince(log, REMEMBERED_EVENTS + 9)).toEqual([REMEMBERED_EVENTS + 10])
  })

  it.each([-1, 6, 1e9])('does not know the sequence %i of another market', (sequence) => {
    const log = createEventLog()
    fill(log, 5)
    expect(log.since(sequence)).toBeUndefined()
  })

  it('tells each listener each event until it has enough, twice when it came twice', () => {
    const log = createEventLog()
    const heard: number[] = []
    const listen = (event: { readonly sequence: number }) => void heard.push(event.sequence)
    const [leave, leaveToo] = [log.subscribe(listen), log.subscribe(listen)]
    fill(log, 1)
    leave()
    fill(log, 1)
    leaveToo()
    fill(log, 1)
    expect(heard).toEqual([1, 1, 2])
  })
})
