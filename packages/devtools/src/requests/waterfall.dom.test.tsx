import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { answered, AT } from '../recording/events.test-fixture.ts'
import { rowWith } from './rows.test-fixture.ts'
import { Waterfall } from './waterfall.tsx'

afterEach(cleanup)

const lookup = { phase: 'lookup', began: 0, duration: 0.01 } as const

it('says for how long no phase went on, and what that can be', () => {
  const row = rowWith(answered({ duration: 0.05 }), { spans: [lookup] })
  render(<Waterfall row={row} now={AT} />)
  expect(screen.getByText(/^For 40 ms no phase went on: it waited for credentials/)).toBeTruthy()
  expect(screen.getByRole('row', { name: /In all\s*50 ms/ })).toBeTruthy()
})

it('says nothing of a wait that nobody notices', () => {
  const row = rowWith(answered({ duration: 0.0105 }), { spans: [lookup] })
  render(<Waterfall row={row} now={AT} />)
  expect(screen.queryByText(/no phase went on/)).toBeNull()
})
