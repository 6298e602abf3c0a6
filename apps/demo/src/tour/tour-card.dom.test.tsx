import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  type RouterHistory,
  RouterContextProvider,
} from '@tanstack/react-router'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { beforeEach, expect, it } from 'vitest'
import { createLoginStore } from '../auth/login-store.ts'
import { storageWith } from '../auth/storage.test-fixture.ts'
import { type Evidence, type EvidenceStore, NO_EVIDENCE } from './evidence.ts'
import { STEPS } from './steps.ts'
import { answered, sessionBegan } from './told-events.test-fixture.ts'
import { TourCard } from './tour-card.tsx'
import { createTour, type TourStore } from './tour-store.ts'

let tour: TourStore
let outcome: PromiseWithResolvers<string | undefined>

let known: Evidence
let history: RouterHistory
const evidence: EvidenceStore = { current: () => known, subscribe: () => () => undefined }

const press = (name: string): boolean => fireEvent.click(screen.getByRole('button', { name }))
const card = (): HTMLElement => screen.getByRole('dialog')

/** The page at a path; `place`: where a reload has left the tour. */
function open(path: string, place?: string): void {
  tour = createTour({
    session: storageWith(place === undefined ? {} : { 'etagged-demo-tour': place }),
    kept: storageWith({}),
    perform: () => outcome.promise,
  })
  history = createMemoryHistory({ initialEntries: [path] })
  const router = createRouter({ routeTree: createRootRoute(), history })
  const account = { logins: createLoginStore(storageWith({}), new EventTarget()) }
  render(
    <RouterContextProvider router={router}>
      <div className="board">
        <p className="status" />
        <button type="button" className="refresh" />
        <input type="search" />
      </div>
      <div id="panel">
        <button type="button">A row</button>
      </div>
      <TourCard store={tour} evidence={evidence} account={account} />
    </RouterContextProvider>,
  )
}

beforeEach(() => {
  outcome = Promise.withResolvers()
  known = NO_EVIDENCE
  // jsdom knows no scrolling, and no popovers.
  Element.prototype.scrollIntoView = () => undefined
  open('/')
})

it('is not there before it is started', () => {
  expect(screen.queryByRole('dialog')).toBeNull()
})

it('has a name and a text, takes the focus at each step, and outlines what it is about', () => {
  act(tour.start)
  for (const [at, step] of STEPS.slice(0, 2).entries()) {
    expect(card().getAttribute('aria-labelledby')).toBe(screen.getByText(step.title).id)
    expect(card().textContent).toContain(`${at + 1} of 5`)
    expect(document.activeElement).toBe(card())
    expect(document.querySelector('[data-tour-target]')).toBe(document.querySelector(step.target))
    press('Next')
  }
  press('Back')
  expect(card().textContent).toContain('2 of 5')
})

it('outlines what comes later as soon as it is there', async () => {
  act(tour.start)
  act(() => tour.move(1))
  act(() => tour.move(1))
  expect(document.querySelector('[data-tour-target]')).toBeNull()
  const dock = document.createElement('div')
  dock.className = 'activity-dock'
  const button = dock.appendChild(document.createElement('button'))
  await act(async () => document.body.append(dock))
  expect(button.hasAttribute('data-tour-target')).toBe(true)
  dock.remove()
})

it('says that it waits, and then what came of it', async () => {
  act(tour.start)
  press('Forget the list and load it')
  expect(screen.getByRole('status').textContent).toMatch(/^Waiting/)
  await act(async () => outcome.resolve('304, 0 renders.'))
  expect(screen.getByRole('status').textContent).toBe('304, 0 renders.')
})

it('offers to sign in where nobody can sign out', () => {
  act(tour.start)
  for (let step = 1; step < STEPS.length; step++) act(() => tour.move(1))
  expect(screen.getByRole('button', { name: 'Sign in' })).toBeDefined()
  expect(screen.getByRole('link', { name: /^Side by side/ })).toBeDefined()
  expect(screen.queryByRole('button', { name: 'Next' })).toBeNull()
})

it.each([
  ['Escape', (): boolean => fireEvent.keyDown(document.body, { key: 'Escape' })],
  ['End', (): boolean => press('End')],
])('ends by %s, and outlines nothing more', (_, end) => {
  act(tour.start)
  end()
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(document.querySelector('[data-tour-target]')).toBeNull()
})

it.each([
  ['in a search field', (): HTMLElement => screen.getByRole('searchbox'), {}],
  ['in the cache panel', (): HTMLElement => screen.getByRole('button', { name: 'A row' }), {}],
  ['that ends a composition', (): HTMLElement => document.body, { isComposing: true }],
])('leaves an Escape %s to who has the focus', (_, target, how) => {
  act(tour.start)
  expect(fireEvent.keyDown(target(), { key: 'Escape', ...how })).toBe(true)
  expect(card()).toBeDefined()
})

it('leaves an Escape that somebody has heard already', () => {
  act(tour.start)
  const hear = (event: Event): void => event.preventDefault()
  window.addEventListener('keydown', hear, { capture: true })
  fireEvent.keyDown(document.body, { key: 'Escape' })
  window.removeEventListener('keydown', hear, { capture: true })
  expect(card()).toBeDefined()
})

it('tells a reload while the page shows what it began with, and of nobody’s after it', () => {
  cleanup()
  known = { ...NO_EVIDENCE, session: sessionBegan('sign-in', '1'), first: answered(200) }
  open('/', 'reload reloaded')
  expect(screen.getByRole('status').textContent).toMatch(/^Nothing came from disk\. 200/)
  cleanup()
  known = { ...known, isFromStart: false }
  open('/', 'reload reloaded')
  expect(screen.getByRole('status').textContent).toBe('')
})

it('goes to the board when a step about it begins, and not when a reload brings one back', async () => {
  cleanup()
  open('/bookmarks', 'first-load')
  await act(async () => undefined)
  expect([history.location.pathname, history.length]).toEqual(['/bookmarks', 1])
  await act(async () => tour.start())
  expect([history.location.pathname, history.length]).toEqual(['/', 2])
})
