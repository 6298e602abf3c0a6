import { createEtagged, type Etagged } from '@etagged/core'
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { EtaggedPanel } from '../panel/etagged-panel.tsx'
import { keepChoice } from '../panel/panel-choice.ts'
import { record } from '../record.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
  keepChoice({ tab: 'doctor' })
})

afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function aClient(headers: Record<string, string>): Etagged {
  const client = createEtagged({
    baseUrl: 'http://api.test',
    tabs: false,
    fetch: async () => Response.json({ a: 1 }, { headers }),
  })
  record(client)
  return client
}

async function show(client: Etagged): Promise<void> {
  render(<EtaggedPanel client={client} />)
  await act(() => vi.advanceTimersByTimeAsync(300))
}

it('names what it has examined where it has found nothing', async () => {
  const client = aClient({ etag: '"1"', 'cache-control': 'max-age=60' })
  await client.json('/a')
  // A hit is no answer of the server's.
  await client.json('/a')
  await show(client)
  const panel = screen.getByRole('tabpanel').textContent
  expect(panel).toContain('No findings')
  expect(panel).toContain('1 answer of http://api.test')
})

it('shows what to send, for each server, to be copied without what is the user’s', async () => {
  const writeText = vi.fn<(text: string) => Promise<void>>(async () => undefined)
  vi.stubGlobal('navigator', { clipboard: { writeText } })
  const client = aClient({ 'cache-control': 'max-age=60' })
  await client.json('/users/4711/wallet?token=abc')
  await client.json('/users/4712/wallet?token=def')
  await show(client)
  const card = screen.getByRole('article')
  expect(card.textContent).toContain('http://api.test')
  expect(card.textContent).toContain('Unchanged answers come in full.')
  expect(card.textContent).toContain('2 of the requests that are remembered came in full')
  for (const name of ['Header', 'nginx', 'Express', 'Hono']) {
    fireEvent.click(within(card).getByRole('button', { name }))
    expect(within(card).getByRole('button', { name })).toHaveProperty('ariaPressed', 'true')
    await act(async () => {
      fireEvent.click(within(card).getByRole('button', { name: new RegExp(`^Copy: ${name}`) }))
    })
  }
  const copied = writeText.mock.calls.map(([text]) => text)
  expect(new Set(copied).size).toBe(4)
  expect(copied.join('\n')).not.toMatch(/471|token|abc|def\b/)
  expect(screen.getByRole('status').textContent).toContain('Copied')
})

it('says what to do where the browser does not let it copy', async () => {
  vi.stubGlobal('navigator', {})
  const client = aClient({ vary: '*' })
  await client.json('/a')
  await show(client)
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name: /^Copy/ }))
  })
  expect(screen.getByRole('status').textContent).toContain('select the text')
})
