import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { watchPage } from './page-life.ts'
import { stubPage } from './page.test-fixture.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

const onHidden = vi.fn()
const onSleep = vi.fn()

beforeEach(() => {
  onHidden.mockClear()
  onSleep.mockClear()
})

it('tells nothing when the page is shown', () => {
  stubPage()
  watchPage({ onHidden, onSleep }, new AbortController().signal)
  document.dispatchEvent(new Event('visibilitychange'))
  expect(onHidden).not.toHaveBeenCalled()
})

it('tells when the page is hidden', () => {
  const page = stubPage()
  watchPage({ onHidden, onSleep }, new AbortController().signal)
  page.hide()
  expect(onHidden).toHaveBeenCalledTimes(1)
  expect(onSleep).not.toHaveBeenCalled()
})

it.each(['freeze', 'leave'] as const)('tells when the page is to sleep: %s (I37)', (way) => {
  const page = stubPage()
  watchPage({ onHidden, onSleep }, new AbortController().signal)
  page[way]()
  expect(onSleep).toHaveBeenCalledTimes(1)
})

it('tells nothing once its signal has aborted', () => {
  const page = stubPage()
  const life = new AbortController()
  watchPage({ onHidden, onSleep }, life.signal)
  life.abort()
  page.hide()
  page.freeze()
  page.leave()
  expect(onHidden).not.toHaveBeenCalled()
  expect(onSleep).not.toHaveBeenCalled()
})

it('asks nothing of a realm without a page', () => {
  expect(() => watchPage({ onHidden, onSleep }, new AbortController().signal)).not.toThrow()
})
