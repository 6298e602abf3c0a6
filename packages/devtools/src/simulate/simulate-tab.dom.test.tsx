import { createEtagged, type Etagged } from '@etagged/core'
import { createMemoryDisk, type MemoryDisk } from '@etagged/core/testing'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { EtaggedPanel } from '../panel/etagged-panel.tsx'
import { keepChoice } from '../panel/panel-choice.ts'
import { createSimulation, type Simulation } from './simulation.ts'

let disk: MemoryDisk
let simulation: Simulation

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
  keepChoice({ tab: 'simulate' })
  disk = createMemoryDisk()
  simulation = createSimulation()
})

afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function aClient(): Etagged {
  const headers = { etag: '"1"', 'cache-control': 'max-age=60' }
  return createEtagged(
    simulation.around({
      baseUrl: 'http://api.test',
      store: disk.persistence,
      tabs: false,
      fetch: async () => Response.json({ a: 1 }, { headers }),
    }),
  )
}

async function later(seconds = 0.3): Promise<void> {
  await act(() => vi.advanceTimersByTimeAsync(seconds * 1000))
}

async function show(client: Etagged): Promise<void> {
  render(<EtaggedPanel client={client} simulation={simulation} />)
  await later()
}

async function click(role: 'radio' | 'switch' | 'button', name: string | RegExp): Promise<void> {
  fireEvent.click(screen.getByRole(role, { name }))
  await later()
}

it('takes the network away: what is fresh is answered, the rest fails, and that is told', async () => {
  const client = aClient()
  await client.json('/a')
  await show(client)
  await click('radio', /^Offline/)
  await client.json('/a')
  await expect(client.json('/b')).rejects.toThrow(TypeError)
  await later()
  const panel = screen.getByRole('tabpanel').textContent
  expect(panel).toContain('1 from the cache, 0 from the origin, 1 failed')
  expect(panel).toContain('Last: GET /b: TypeError')
})

it('counts no request as failed that nobody waited for any more', async () => {
  const client = aClient()
  await show(client)
  await click('radio', /^Slow/)
  const caller = new AbortController()
  const asking = client.json('/a', { signal: caller.signal }).catch(() => undefined)
  await later()
  caller.abort()
  await asking
  await later()
  const panel = screen.getByRole('tabpanel').textContent
  expect(panel).toContain('0 failed')
  expect(panel).toContain('Nothing has happened yet')
})

it('tells of another client once it is given that one', async () => {
  const first = aClient()
  const { rerender } = render(<EtaggedPanel client={first} simulation={simulation} />)
  await first.json('/a')
  await later()
  expect(screen.getByRole('tabpanel').textContent).toContain('1 from the origin')
  const other = aClient()
  rerender(<EtaggedPanel client={other} simulation={simulation} />)
  await other.json('/b')
  await other.json('/b')
  await later(1)
  expect(screen.getByRole('tabpanel').textContent).toContain('1 from the cache, 1 from the origin')
})

it('tells nothing of what a former user asked for', async () => {
  const client = aClient()
  await client.signIn('ada')
  await show(client)
  await click('radio', /^Slow/)
  const asking = client.json('/a').catch(() => undefined)
  await later()
  await act(() => client.signOut())
  await asking
  await later()
  expect(screen.getByRole('tabpanel').textContent).toContain('0 failed')
  expect(screen.getByRole('tabpanel').textContent).not.toContain('/a')
})

it('sets the clock of the cache', async () => {
  const client = aClient()
  await client.json('/a')
  await show(client)
  await click('radio', '+1 h')
  expect(client.entries()).toMatchObject([{ isFresh: false }])
  await click('radio', 'Now')
  expect(client.entries()).toMatchObject([{ isFresh: true }])
  await click('radio', '−1 h')
  expect(client.entries()).toMatchObject([{ isFresh: false }])
})

it('fills the disk: memory goes on alone', async () => {
  const client = aClient()
  await show(client)
  await click('switch', 'Full')
  await client.json('/a')
  await act(() => client.idle())
  await later()
  expect(client.entries()).toHaveLength(1)
  expect(disk.rows(client.session.partition)).toEqual([])
  expect(screen.getByRole('tabpanel').textContent).toContain('1 fault of the store')
})

it('loses the connection: the store is opened again', async () => {
  const client = aClient()
  await client.json('/a')
  await client.idle()
  const told: string[] = []
  client.subscribe(({ type }) => void told.push(type))
  await show(client)
  await click('button', 'Lose the connection')
  await client.json('/b')
  await later()
  await client.json('/c')
  await act(() => client.idle())
  expect(told).toEqual(expect.arrayContaining(['store-fault', 'reopening']))
})

it('says above all tabs what is simulated, until it is stopped', async () => {
  await show(aClient())
  expect(screen.queryByRole('group', { name: 'Simulation' })).toBeNull()
  await click('radio', /^Slow/)
  await click('radio', '+1 h')
  fireEvent.click(screen.getByRole('tab', { name: 'Doctor' }))
  const banner = screen.getByRole('group', { name: 'Simulation' })
  expect(banner.textContent).toContain('Simulated: slow, clock +1 h')
  await click('button', 'Stop')
  expect(screen.queryByRole('group', { name: 'Simulation' })).toBeNull()
  expect(simulation.current()).toEqual({ network: 'none', clockOffset: 0, disk: 'none' })
})

it('signs out once that was confirmed', async () => {
  const client = aClient()
  await client.signIn('ada')
  const { partition } = client.session
  await client.json('/a')
  await client.idle()
  await show(client)
  await click('button', 'Sign out')
  await click('button', 'Cancel')
  expect(client.session.state).toBe('signed-in')
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Sign out' }))
  await click('button', 'Sign out')
  await click('button', 'Sign out')
  expect(client.session.state).toBe('anonymous')
  expect(disk.rows(partition)).toEqual([])
  expect(screen.getByRole('button', { name: 'Sign out' })).toHaveProperty('disabled', true)
})

it('says of a sign-out when the disk could not be cleared', async () => {
  const client = aClient()
  await client.signIn('ada')
  await client.json('/a')
  await client.idle()
  await show(client)
  disk.fault = ({ method }) => {
    if (method === 'end') throw new Error('broken')
  }
  await click('button', 'Sign out')
  await click('button', 'Sign out')
  await later(30)
  expect(screen.getByRole('status').textContent).toContain('the disk could not be cleared (')
})

it('no longer asks what it asked about a former session', async () => {
  const client = aClient()
  await client.signIn('ada')
  await show(client)
  await click('button', 'Sign out')
  await act(() => client.signIn('eve'))
  await later()
  expect(screen.queryByRole('button', { name: 'Cancel' })).toBeNull()
})

it('teaches how to wire it where it is not, and signs out all the same', async () => {
  const writeText = vi.fn<(text: string) => Promise<void>>(async () => undefined)
  vi.stubGlobal('navigator', { clipboard: { writeText } })
  const client = aClient()
  await client.signIn('ada')
  render(<EtaggedPanel client={client} />)
  await click('button', /^Copy: How to wire/)
  expect(writeText.mock.calls[0]?.[0]).toContain('simulation.around(')
  expect(screen.queryByRole('radio')).toBeNull()
  await click('button', 'Sign out')
  await click('button', 'Sign out')
  expect(client.session.state).toBe('anonymous')
})
