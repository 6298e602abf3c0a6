import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterContextProvider,
} from '@tanstack/react-router'
import { act, fireEvent, render, screen } from '@testing-library/react'
import { beforeEach, expect, it } from 'vitest'
import { createLoginStore } from '../auth/login-store.ts'
import { storageWith } from '../auth/storage.test-fixture.ts'
import { type EvidenceStore, NO_EVIDENCE } from './evidence.ts'
import { STEPS } from './steps.ts'
import { TourCard } from './tour-card.tsx'
import { createTour, type TourStore } from './tour-store.ts'

let tour: TourStore
let outcome: PromiseWithResolvers<string | undefined>

const evidence: EvidenceStore = { current: () => NO_EVIDENCE, subscribe: () => () => undefined }

const press = (name: string): boolean => fireEvent.click(screen.getByRole('button', { name }))
const card = (): HTMLElement => screen.getByRole('dialog')

beforeEach(() => {
  outcome = Promise.withResolvers()
  // jsdom knows no scrolling, and no popovers.
  Element.prototype.scrollIntoView = () => undefined
  tour = createTour({
    session: storageWith({}),
    kept: storageWith({}),
    perform: () => outcome.promise,
  })
  const router = createRouter({ routeTree: createRootRoute(), history: createMemoryHistory() })
  const account = { logins: createLoginStore(storageWith({}), new EventTarget()) }
  render(
    <RouterContextProvider router={router}>
      <div className="board">
        <p className="status" />
        <button type="button" className="refresh" />
      </div>
      <TourCard store={tour} evidence={evidence} account={account} />
    </RouterContextProvider>,
  )
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
