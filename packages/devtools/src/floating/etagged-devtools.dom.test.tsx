import { act, fireEvent, render, screen } from '@testing-library/react'
import { beforeEach, expect, it } from 'vitest'
import { keepChoice } from '../panel/panel-choice.ts'
import { clientOn, tagged } from '../panel/panel.test-fixture.tsx'
import { EtaggedDevtools } from './etagged-devtools.tsx'

beforeEach(() => {
  window.localStorage.clear()
  keepChoice({ tab: 'requests', isOpen: false, height: 360 })
})

const panel = () => screen.queryByRole('region', { name: 'etagged cache' })
const kept = () => String(window.localStorage.getItem('etagged-devtools'))

it('has the focus on its tab when somebody opens it, and gives it back', () => {
  render(<EtaggedDevtools client={clientOn(tagged())} />)
  fireEvent.click(screen.getByRole('button', { name: /Open the etagged/ }))
  expect(document.activeElement).toBe(screen.getByRole('tab', { name: 'Requests' }))
  fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' })
  expect(document.activeElement).toBe(screen.getByRole('button', { name: /Open the etagged/ }))
})

it('takes the focus from nobody when a page loads with it open', () => {
  keepChoice({ isOpen: true })
  render(<EtaggedDevtools client={clientOn(tagged())} />)
  expect(panel()).not.toBeNull()
  expect(document.activeElement).toBe(document.body)
})

it('is not closed by an Escape that empties a search field, or ends a composition', () => {
  keepChoice({ isOpen: true })
  render(<EtaggedDevtools client={clientOn(tagged())} />)
  const field = screen.getByRole('searchbox')
  fireEvent.keyDown(field, { key: 'Escape', isComposing: true })
  expect(panel()).not.toBeNull()
  fireEvent.change(field, { target: { value: 'coins' } })
  fireEvent.keyDown(field, { key: 'Escape' })
  expect(panel()).not.toBeNull()
  fireEvent.change(field, { target: { value: '' } })
  fireEvent.keyDown(field, { key: 'Escape' })
  expect(panel()).toBeNull()
})

it('keeps its height when the grip is let go, not while it moves', () => {
  keepChoice({ isOpen: true })
  render(<EtaggedDevtools client={clientOn(tagged())} />)
  const grip = screen.getByRole('separator')
  grip.setPointerCapture = () => undefined
  grip.hasPointerCapture = () => true
  fireEvent.pointerDown(grip, { pointerId: 1 })
  for (const clientY of [400, 350, 300]) act(() => void fireEvent.pointerMove(grip, { clientY }))
  expect(grip.getAttribute('aria-valuenow')).not.toBe('360')
  expect(kept()).toContain('"height":360')
  fireEvent.lostPointerCapture(grip)
  expect(kept()).toContain(`"height":${grip.getAttribute('aria-valuenow')}`)
})
