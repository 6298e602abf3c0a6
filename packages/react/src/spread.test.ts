import { focusManager, onlineManager } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { listenForReturns, spreadDelay } from './spread.ts'

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
  listenForReturns()
})
afterEach(() => {
  focusManager.setFocused(undefined)
  onlineManager.setOnline(true)
  vi.runAllTimers()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

it('what begins of itself is not put off', () => {
  expect(spreadDelay()).toBe(0)
})

it('what a focus makes begin is spread over half a second', () => {
  focusManager.setFocused(false)
  focusManager.setFocused(true)
  expect(spreadDelay()).toBe(250)
})

it('what a reconnection makes begin is spread over two seconds: others have waited for it, too', () => {
  onlineManager.setOnline(false)
  onlineManager.setOnline(true)
  expect(spreadDelay()).toBe(1000)
})

it('what begins in a later turn of the event loop is not put off', () => {
  focusManager.setFocused(false)
  focusManager.setFocused(true)
  vi.advanceTimersByTime(1)
  expect(spreadDelay()).toBe(0)
})

it('a page that is left, or loses its network, puts nothing off', () => {
  focusManager.setFocused(false)
  onlineManager.setOnline(false)
  expect(spreadDelay()).toBe(0)
})

it('whoever listens twice hears once', () => {
  const subscribed = vi.spyOn(focusManager, 'subscribe')
  listenForReturns()
  expect(subscribed).not.toHaveBeenCalled()
})
