import { focusManager } from '@tanstack/react-query'
import { screen } from '@testing-library/react'
import { Activity, type ReactNode } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { needsActivity } from '../activity.test-fixture.ts'
import { items } from '../endpoints.test-fixture.ts'
import { query } from '../query.ts'
import { until } from './as-in-a-page.test-fixture.ts'
import { createList } from './list.test-fixture.tsx'
import { type Page, type StartOrigin, visitorOf } from './visitor.test-fixture.tsx'

const FRESH = { 'cache-control': 'max-age=7200' }
const INTERVAL = 5000

/** A part of the page is hidden, and keeps its state. */
export function describeActivity(start: StartOrigin): void {
  const origin = start({ '/items': [{ id: 1, name: 'one' }] })

  beforeEach((context) => {
    needsActivity(context)
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'], now: Date.now() })
  })
  afterEach(() => {
    vi.useRealTimers()
    focusManager.setFocused(undefined)
  })

  interface Part {
    readonly page: Page
    readonly states: string[]
    readonly show: () => Promise<void>
    readonly hide: () => Promise<void>
  }

  /** A page with a part that polls; nothing of how it came to be is in `origin.seen`. */
  async function openPart(mode: 'visible' | 'hidden' = 'visible'): Promise<Part> {
    const { List, states } = createList({ refetchInterval: INTERVAL })
    const part = (is: 'visible' | 'hidden'): ReactNode => (
      <Activity mode={is}>
        <List />
      </Activity>
    )
    const page = await visitorOf(origin).open(part(mode))
    await page.settle()
    if (mode === 'visible') await screen.findByText('one')
    origin.seen.length = 0
    const turnTo = async (is: 'visible' | 'hidden'): Promise<void> => {
      page.show(part(is))
      await page.settle()
    }
    return { page, states, show: () => turnTo('visible'), hide: () => turnTo('hidden') }
  }

  async function pass(milliseconds: number, page: Page): Promise<void> {
    for (let passed = 0; passed < milliseconds; passed += INTERVAL) {
      vi.advanceTimersByTime(INTERVAL)
      await page.settle()
    }
  }

  function statuses(): unknown[] {
    return origin.seen.map(({ status }) => status)
  }

  function isVisible(page: Page): boolean {
    return page.host.querySelector('p')?.style.display !== 'none'
  }

  it('what is seen polls by conditional requests; hidden it asks nothing, and shown again once', async () => {
    const { page, show, hide } = await openPart()
    await pass(2 * INTERVAL, page)
    expect(statuses()).toEqual([304, 304])
    await hide()
    expect(isVisible(page)).toBe(false)
    origin.seen.length = 0
    await pass(12 * INTERVAL, page)
    expect(statuses()).toEqual([])
    await show()
    expect(isVisible(page)).toBe(true)
    expect(statuses()).toEqual([304])
    await pass(INTERVAL, page)
    expect(statuses()).toEqual([304, 304])
    await page.leave()
  })

  it('shown again it asks nothing as long as what it shows is fresh', async () => {
    origin.fields = FRESH
    const { page, show, hide } = await openPart()
    await hide()
    vi.setSystemTime(Date.now() + 60_000)
    await show()
    expect(statuses()).toEqual([])
    await page.leave()
  })

  it('hidden while it asks, it calls the request off and keeps what it has', async () => {
    const { page, show, hide } = await openPart()
    const failures: string[] = []
    page.client.subscribe((event) => {
      if (event.type === 'failure') failures.push(event.because)
    })
    origin.hold()
    vi.advanceTimersByTime(INTERVAL)
    await until(() => origin.waiting() === 1)
    await hide()
    await until(() => failures.length === 1)
    expect(page.query().state).toMatchObject({ status: 'success', fetchStatus: 'idle' })
    origin.release()
    await page.settle()
    origin.seen.length = 0
    await show()
    expect(page.host.textContent).toBe('one ')
    expect(statuses()).toEqual([304])
    await page.leave()
  })

  it('hidden from the start it asks nothing, and shown it asks once', async () => {
    const { page, show } = await openPart('hidden')
    await pass(3 * INTERVAL, page)
    expect(origin.seen).toEqual([])
    await show()
    await screen.findByText('one')
    expect(statuses()).toEqual([200])
    await page.leave()
  })

  it('a focus of the page asks nothing for what is hidden in it', async () => {
    const { page, hide } = await openPart()
    await hide()
    vi.setSystemTime(Date.now() + 60_000)
    focusManager.setFocused(false)
    focusManager.setFocused(true)
    await page.settle()
    expect(statuses()).toEqual([])
    await page.leave()
  })

  it('what a loader learned meanwhile is there in the first render, and is not asked for again', async () => {
    const { page, states, show, hide } = await openPart()
    await hide()
    origin.change('/items', [{ id: 1, name: 'ONE' }])
    vi.setSystemTime(Date.now() + 60_000)
    await page.queryClient.fetchQuery(query(items, {}))
    expect(statuses()).toEqual([200])
    states.length = 0
    await show()
    expect(new Set(states)).toEqual(new Set(['success/idle ONE']))
    expect(statuses()).toEqual([200])
    await page.leave()
  })

  it('what a write has changed meanwhile is asked for when it is shown, however fresh it was', async () => {
    origin.fields = FRESH
    const { page, show, hide } = await openPart()
    await hide()
    origin.change('/items', [{ id: 1, name: 'ONE' }])
    await page.client.json('/items', { method: 'POST', body: '{}' })
    await page.settle()
    origin.seen.length = 0
    await show()
    expect(page.host.textContent).toBe('ONE ')
    expect(statuses()).toEqual([200])
    await page.leave()
  })
}
