import { focusManager, onlineManager } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { listenForReturns, spreadDelay } from './spread.ts'

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
  listenForReturns()
  vi.advanceTimersByTime(1000)
})
afterEach(() => {
  focusManager.setFocused(undefined)
  onlineManager.setOnline(true)
  vi.useRealTimers()
  vi.restoreAllMocks()
})

function comeBack(): void {
  focusManager.setFocused(false)
  focusManager.setFocused(true)
}

function reconnect(): void {
  onlineManager.setOnline(false)
  onlineManager.setOnline(true)
}

it('what begins of itself is not put off', () => {
  expect(spreadDelay(true)).toBe(0)
  expect(spreadDelay(false)).toBe(0)
})

it.each([
  { by: 'a focus', cause: comeBack, span: 500 },
  { by: 'a reconnection, for which others have waited, too,', cause: reconnect, span: 2000 },
])(
  'what $by makes begin is spread over $span ms, and what nobody looks at over as many after them',
  ({ cause, span }) => {
    cause()
    expect(spreadDelay(true)).toBe(span / 2)
    expect(spreadDelay(false)).toBe(span + span / 2)
  },
)

it('what begins later is not put off, nor is anything when the clock is set back', () => {
  comeBack()
  vi.advanceTimersByTime(51)
  expect(spreadDelay(true)).toBe(0)
  comeBack()
  vi.setSystemTime(Date.now() - 1)
  expect(spreadDelay(true)).toBe(0)
})

it('a page that is left, or loses its network, puts nothing off', () => {
  focusManager.setFocused(false)
  onlineManager.setOnline(false)
  expect(spreadDelay(true)).toBe(0)
})

it('whoever listens twice hears once', () => {
  const subscribed = vi.spyOn(focusManager, 'subscribe')
  listenForReturns()
  expect(subscribed).not.toHaveBeenCalled()
})
