import { act, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { clientOn, openPanel, tagged } from '../panel/panel.test-fixture.tsx'
import { recordingOf } from '../recording/recording.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => void vi.useRealTimers())

const beat = (ms = 300) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)))

/** By its role it is found slowly, among so many nodes. */
const grid = () => screen.getByLabelText('Requests, newest first')
const lines = () => [...grid().querySelectorAll<HTMLElement>('tbody tr[data-row]')]
/** The cells of each row: method, request, size, outcome, because. */
const cells = () =>
  lines().map((line) =>
    Array.from(line.querySelectorAll('td'), ({ textContent }) => textContent).slice(0, 5),
  )
const detail = () => screen.getByRole('region', { name: 'The chosen request' })
const press = (key: string) => fireEvent.keyDown(document.activeElement ?? grid(), { key })

describe('the list of requests', () => {
  it('teaches what it will show as long as nothing was asked', async () => {
    await openPanel(clientOn(tagged()), 'requests')
    expect(screen.getByRole('heading', { name: 'Nothing asked yet' })).toBeTruthy()
  })

  it("says of each, newest first, in Chrome's words and those of RFC 9211 and 9111 what the cache did", async () => {
    const client = clientOn(tagged())
    await client.json('/coins')
    await client.json('/coins')
    await client.json('/fresh')
    await client.json('/fresh')
    const response = await client.fetch('/coins', { method: 'POST', body: '{}' })
    await response.text()
    await openPanel(client, 'requests')
    expect(cells()).toStrictEqual([
      ['POST', 'api.test/coins', '(stream)', 'fwd=method; fwd-status=200', 'bypass: method §4'],
      ['GET', 'api.test/fresh', '(memory)', 'hit; ttl=60', 'fresh §4.2'],
      [
        'GET',
        'api.test/fresh',
        '31 B',
        'fwd=uri-miss; fwd-status=200; stored; ttl=60',
        'miss: nothing-stored → replace: full-response §4.3.3',
      ],
      [
        'GET',
        'api.test/coins',
        '304',
        'fwd=stale; fwd-status=304; stored; ttl=0',
        'validate: stale → freshen: not-modified §4.3.4',
      ],
      [
        'GET',
        'api.test/coins',
        '31 B',
        'fwd=uri-miss; fwd-status=200; stored; ttl=0',
        'miss: nothing-stored → replace: full-response §4.3.3',
      ],
    ])
    const { bytes } = client.entries()[0] ?? {}
    expect(bytes).toBe(31)
    expect(grid().getAttribute('aria-rowcount')).toBe('6')
  })

  it('marks who shared the exchange of another', async () => {
    const client = clientOn(tagged())
    await Promise.all([client.json('/coins'), client.json('/coins')])
    await openPanel(client, 'requests')
    expect(cells().map(([, , size]) => size)).toStrictEqual(['(shared)', '31 B'])
  })

  it('shows what is under way, and for how long', async () => {
    const answer = Promise.withResolvers<Response>()
    const client = clientOn(() => answer.promise)
    const asked = client.json('/coins')
    await openPanel(client, 'requests')
    expect(cells()[0]?.slice(2, 4)).toStrictEqual(['(pending)', 'under way'])
    answer.resolve(Response.json({}, { headers: { etag: '"1"' } }))
    await asked
    await beat()
    expect(cells()[0]?.[2]).toBe('2 B')
  })

  it('filters by text and by outcome, says so, and shows all again', async () => {
    const client = clientOn(tagged())
    for (const path of ['/coins', '/coins', '/fresh', '/fresh']) await client.json(path)
    await openPanel(client, 'requests')
    const field = screen.getByRole('searchbox', { name: 'Filter the requests' })
    fireEvent.change(field, { target: { value: 'not-modified' } })
    expect(cells().map(([, , size]) => size)).toStrictEqual(['304'])
    expect(screen.getByText('1 of 4 requests')).toBeTruthy()
    fireEvent.change(field, { target: { value: '(((' } })
    fireEvent.click(screen.getByRole('button', { name: 'Show all' }))
    expect(lines()).toHaveLength(4)
    const memory = screen.getByRole('button', { name: 'Memory' })
    fireEvent.click(memory)
    expect(memory.getAttribute('aria-pressed')).toBe('true')
    expect(cells().map(([, , size]) => size)).toStrictEqual(['(memory)'])
  })

  it('stays as it is while it is paused, goes on afterwards, and can be cleared', async () => {
    const client = clientOn(tagged())
    await client.json('/coins')
    await openPanel(client, 'requests')
    fireEvent.click(screen.getByRole('button', { name: 'Pause' }))
    await client.json('/coins')
    await beat()
    expect(lines()).toHaveLength(1)
    fireEvent.click(screen.getByRole('button', { name: 'Resume' }))
    expect(lines()).toHaveLength(2)
    fireEvent.click(screen.getByRole('button', { name: 'Clear' }))
    expect(screen.getByRole('heading', { name: 'Nothing asked yet' })).toBeTruthy()
    expect(recordingOf(client).requests.rows()).toHaveLength(0)
  })

  it('shows nothing of a former user, not even what was paused or open', async () => {
    const client = clientOn(tagged())
    await client.signIn('ann')
    await client.json('/secret-of-ann')
    const { container } = await openPanel(client, 'requests')
    fireEvent.click(lines()[0] ?? grid())
    fireEvent.click(screen.getByRole('button', { name: 'Pause' }))
    const field = () => screen.getByRole<HTMLInputElement>('searchbox')
    fireEvent.change(field(), { target: { value: 'secret-of-ann' } })
    // At once, not at the next beat.
    await act(() => client.signIn('bob'))
    expect(container.textContent).not.toContain('secret-of-ann')
    expect(field().value).toBe('')
  })

  it('has 500 requests in less than 2,000 nodes, and those that are scrolled to', async () => {
    const client = clientOn(tagged())
    for (let at = 0; at < 510; at++) await client.json('/fresh')
    const { container } = await openPanel(client, 'requests')
    expect(screen.getByText('the last 500')).toBeTruthy()
    expect(container.querySelectorAll('*').length).toBeLessThan(2000)
    expect(lines().length).toBeLessThan(40)
    grid().focus()
    press('End')
    const chosen = lines().find((line) => line.getAttribute('aria-selected') === 'true')
    expect(chosen?.getAttribute('aria-rowindex')).toBe('501')
    expect(grid().getAttribute('aria-activedescendant')).toBe(chosen?.id)
    expect(grid().getAttribute('role')).toBe('grid')
    expect(container.querySelectorAll('*').length).toBeLessThan(2000)
  })

  it('goes on showing the same rows to who has scrolled, while newer ones come', async () => {
    const client = clientOn(tagged())
    for (let at = 0; at < 60; at++) await client.json('/fresh')
    await openPanel(client, 'requests')
    const scroller = grid().parentElement ?? grid()
    scroller.scrollTop = 520
    fireEvent.scroll(scroller)
    await client.json('/fresh')
    await client.json('/fresh')
    await beat()
    expect(scroller.scrollTop).toBe(572)
  })
})

describe('the detail of a request', () => {
  it('is opened and closed by keys, and follows the arrows', async () => {
    const client = clientOn(tagged())
    await client.json('/coins')
    await client.json('/fresh')
    await openPanel(client, 'requests')
    grid().focus()
    press('ArrowDown')
    expect(screen.queryByRole('region', { name: 'The chosen request' })).toBeNull()
    press('Enter')
    expect(within(detail()).getByRole('heading', { level: 3 }).textContent).toContain('/fresh')
    press('ArrowDown')
    expect(within(detail()).getByRole('heading', { level: 3 }).textContent).toContain('/coins')
    fireEvent.click(within(detail()).getByRole('button', { name: 'Close the detail' }))
    expect(document.activeElement).toBe(grid())
    press('Enter')
    // Who hears of an Escape that was used leaves it.
    expect(press('Escape')).toBe(false)
    expect(screen.queryByRole('region', { name: 'The chosen request' })).toBeNull()
    expect(press('Escape')).toBe(true)
  })

  it('says in a sentence what happened, and tells the clauses and the fields without secrets', async () => {
    const client = clientOn(tagged(), { headers: () => ({ authorization: 'Bearer hush' }) })
    await client.json('/coins')
    await client.json('/coins')
    await openPanel(client, 'requests')
    fireEvent.click(lines()[0] ?? grid())
    const text = detail().textContent
    expect(text).toContain('Validated: the stored response was stale; the origin said 304 in')
    expect(text).toContain('31 B were not sent again.')
    expect(text).toContain('the origin confirmed the stored response RFC 9111 §4.3.4')
    const field = within(detail()).getByRole('row', { name: /authorization/ })
    expect(field.textContent).toBe('authorization(redacted)')
    expect(within(detail()).getByRole('row', { name: /if-none-match/ })).toBeTruthy()
    expect(text).not.toContain('hush')
    expect(within(detail()).getByRole('row', { name: /In all/ })).toBeTruthy()
  })

  it('compares the new body with the former one when it is asked to', async () => {
    let version = 12
    const client = clientOn(tagged(() => version))
    await client.json('/coins')
    version = 15
    await client.json('/coins')
    await openPanel(client, 'requests')
    fireEvent.click(lines()[0] ?? grid())
    const button = within(detail()).getByRole('button', { name: 'What changed' })
    expect(within(detail()).queryByText(/market_cap/)).toBeNull()
    fireEvent.click(button)
    expect(within(detail()).getByText('1 change')).toBeTruthy()
    expect(within(detail()).getByText('[1].market_cap').parentElement?.textContent).toBe(
      '~[1].market_cap: 12 → 15',
    )
  })
})
