import { describe, expect, it } from 'vitest'
import { arrived, failed, neverConnected, openingBy, reconnectDelay } from './reconnection.ts'

const after = (failures: number, retry?: number) => ({
  lastEventId: undefined,
  failures,
  retry,
})

describe('The wait before the next connection', () => {
  it.each([
    [0, 1000],
    [1, 1000],
    [2, 2000],
    [5, 16_000],
    [6, 30_000],
    [40, 30_000],
  ])('after %d failures is %d ms', (failures, ms) => {
    expect(reconnectDelay(after(failures), 0)).toBe(ms)
  })

  it('is at first what the server asked for', () => {
    expect(reconnectDelay(after(1, 5000), 0)).toBe(5000)
    expect(reconnectDelay(after(2, 5000), 0)).toBe(10_000)
    expect(reconnectDelay(after(9, 5000), 0)).toBe(30_000)
    expect(reconnectDelay(after(9, 60_000), 0)).toBe(60_000)
  })

  it('is by chance up to a half shorter', () => {
    expect(reconnectDelay(after(1), 1)).toBe(500)
    expect(reconnectDelay(after(1), 0.5)).toBe(750)
  })
})

describe('A stream', () => {
  it('counts its failures until something arrives', () => {
    const twice = failed(failed(neverConnected))
    expect(twice.failures).toBe(2)
    expect(arrived(twice, '7')).toEqual({ lastEventId: '7', failures: 0, retry: undefined })
  })

  it.each([
    [200, 'text/event-stream', 'stream'],
    [200, 'Text/Event-Stream; charset=utf-8', 'stream'],
    [200, 'text/html', 'failed'],
    [200, null, 'failed'],
    [503, 'text/event-stream', 'failed'],
    [404, 'application/json', 'absent'],
    [204, null, 'absent'],
  ] as const)('answered with %d and %s is %s', (status, type, opening) => {
    expect(openingBy(status, type)).toBe(opening)
  })
})
