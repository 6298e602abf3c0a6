import { act, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { clientOn, openPanel, tagged } from '../panel/panel.test-fixture.tsx'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => void vi.useRealTimers())

const beat = (ms = 300) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)))

const grid = () => screen.getByLabelText('Requests, newest first')
const lines = () => [...grid().querySelectorAll<HTMLElement>('tbody tr[data-row]')]
const detail = () => screen.getByRole('region', { name: 'The chosen request' })

it('copies the request as a call of fetch without its secrets', async () => {
  const writeText = vi.fn(async () => undefined)
  vi.stubGlobal('navigator', { clipboard: { writeText } })
  const client = clientOn(tagged(), { headers: () => ({ authorization: 'Bearer hush' }) })
  await client.json('/coins?token=abc', { headers: { accept: 'application/json' } })
  await openPanel(client, 'requests')
  fireEvent.click(lines()[0] ?? grid())
  fireEvent.click(within(detail()).getByRole('button', { name: 'Copy as fetch' }))
  await beat(0)
  expect(screen.getByRole('status').textContent).toBe('Copied.')
  expect(writeText).toHaveBeenCalledWith(`await fetch("https://api.test/coins?token=REDACTED", {
  headers: {
    "accept": "application/json",
  },
})`)
})

it('selects the text where the browser refuses to copy', async () => {
  vi.stubGlobal('navigator', {})
  const client = clientOn(tagged())
  await client.json('/coins')
  await openPanel(client, 'requests')
  fireEvent.click(lines()[0] ?? grid())
  fireEvent.click(within(detail()).getByRole('button', { name: 'Copy as fetch' }))
  await beat(0)
  const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Text to copy' })
  expect(field.value).toContain('await fetch(')
  expect(document.activeElement).toBe(field)
  expect(field.selectionEnd).toBe(field.value.length)
  await client.json('/fresh')
  await beat()
  fireEvent.click(lines()[0] ?? grid())
  expect(screen.queryByRole('textbox', { name: 'Text to copy' })).toBeNull()
})

it('does not say what it copied once another session is open', async () => {
  const copied = Promise.withResolvers<undefined>()
  vi.stubGlobal('navigator', { clipboard: { writeText: () => copied.promise } })
  const client = clientOn(tagged())
  await client.json('/coins')
  await openPanel(client, 'requests')
  fireEvent.click(lines()[0] ?? grid())
  fireEvent.click(within(detail()).getByRole('button', { name: 'Copy as fetch' }))
  await act(() => client.signIn('bob'))
  copied.resolve(undefined)
  await beat(0)
  expect(screen.getByRole('status').textContent).toBe('')
})
