import { createEtagged, type DiskEntry, type Etagged, type EtaggedOptions } from '@etagged/core'
import { createMemoryDisk } from '@etagged/core/testing'
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { anEntry } from './entries.test-fixture.ts'
import { keepChoice } from '../panel/panel-choice.ts'
import { EtaggedPanel } from '../panel/etagged-panel.tsx'
import { record } from '../record.ts'
import { recordingOf } from '../recording/recording.ts'

let answers: (request: Request) => Response | Promise<Response>
let asked: Request[]

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
  keepChoice({ tab: 'entries' })
  asked = []
  answers = ({ url }) =>
    Response.json(
      { of: new URL(url).pathname },
      { headers: { etag: 'W/"1"', 'cache-control': 'max-age=60' } },
    )
})

afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function aClient(options: EtaggedOptions = {}): Etagged {
  const client = createEtagged({
    baseUrl: 'http://api.test',
    tabs: false,
    fetch: async (...args) => {
      const request = new Request(...args)
      asked.push(request)
      return answers(request)
    },
    ...options,
  })
  record(client)
  return client
}

/** A beat later. */
async function later(seconds = 0.3): Promise<void> {
  await act(() => vi.advanceTimersByTimeAsync(seconds * 1000))
}

async function show(client: Etagged): Promise<void> {
  render(<EtaggedPanel client={client} />)
  await later()
}

function row(name: RegExp): HTMLElement {
  return screen.getByRole('row', { name })
}

function paths(): readonly (string | null)[] {
  return screen.queryAllByRole('rowheader').map(({ textContent }) => textContent)
}

async function click(name: string | RegExp): Promise<void> {
  fireEvent.click(screen.getByRole('button', { name }))
  await later()
}

describe('the table', () => {
  it('says of each response how fresh it is, counting down', async () => {
    const client = aClient()
    await client.json('/a?b=c')
    await show(client)
    expect(row(/\/a/).textContent).toMatch(/^\/a\?b=cFresh\d+ sW\/1.*memory/)
    await later(10)
    expect(row(/\/a/).textContent).toMatch(/Fresh(49|50) s/)
    await later(60)
    expect(row(/\/a/).textContent).toMatch(/Stale(9|10|11) s/)
    await act(() => client.invalidate({ url: '/a?b=c' }))
    await later()
    expect(row(/\/a/).textContent).toContain('Invalidated')
  })

  it('says what goes on: a validation, and a failure', async () => {
    const client = aClient()
    await client.json('/a')
    await show(client)
    let respond: (response: Response) => void = () => undefined
    answers = () => new Promise((resolve) => (respond = resolve))
    const asking = client.json('/a', { cache: 'no-cache' }).catch(() => undefined)
    await later()
    expect(row(/\/a/).textContent).toContain('Validating')
    respond(new Response('', { status: 500 }))
    await asking
    await later()
    expect(row(/\/a/).textContent).toContain('Error')
  })

  it('counts hits and 304s', async () => {
    const client = aClient()
    await client.json('/a')
    await client.json('/a')
    await client.json('/a')
    answers = () => new Response(null, { status: 304, headers: { etag: 'W/"1"' } })
    await client.json('/a', { cache: 'no-cache' })
    await show(client)
    const cells = within(row(/\/a/)).getAllByRole('cell')
    expect(cells.map(({ textContent }) => textContent).slice(4, 6)).toEqual(['2', '1'])
  })

  it('is filtered and sorted', async () => {
    const client = aClient()
    for (const path of ['/b', '/a', '/long-path-of-it']) await client.json(path)
    await show(client)
    expect(paths()).toEqual(['/a', '/b', '/long-path-of-it'])
    expect(screen.getByRole('columnheader', { name: /Path/ })).toHaveProperty(
      'attributes.aria-sort.value',
      'ascending',
    )
    await click(/^Size/)
    expect(screen.getByRole('columnheader', { name: /Size/ })).toHaveProperty(
      'attributes.aria-sort.value',
      'descending',
    )
    expect(paths()[0]).toBe('/long-path-of-it')
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'LONG' } })
    expect(paths()).toEqual(['/long-path-of-it'])
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'nothing' } })
    await click('Show all')
    expect(paths()).toHaveLength(3)
  })

  it('has few nodes for 10,000 entries', async () => {
    const entries = Array.from({ length: 10_000 }, (_, at) => anEntry(`/${at}`, { tags: ['one'] }))
    const client = { ...aClient(), entries: () => entries }
    await show(client)
    expect(screen.getByRole('grid')).toHaveProperty('attributes.aria-rowcount.value', '10001')
    expect(document.querySelectorAll('.etd *').length).toBeLessThan(2000)
  })
})

describe('what only the disk has', () => {
  it('is there, read when it is seen, and does not come to memory by that', async () => {
    const disk = createMemoryDisk()
    const writer = aClient({ store: disk.persistence })
    await writer.json('/a')
    await writer.idle()
    const client = aClient({ store: disk.persistence })
    await client.json('/b')
    await client.idle()
    await show(client)
    await later()
    expect(row(/\/a/).textContent).toMatch(/Fresh.*disk$/)
    expect(row(/\/a/).textContent).not.toContain('memory')
    expect(row(/\/b/).textContent).toMatch(/memorydisk$/)
    expect(client.entries().map(({ url }) => url)).toEqual(['http://api.test/b'])
  })
})

describe('the actions', () => {
  async function detailed(client: Etagged): Promise<void> {
    await show(client)
    fireEvent.click(row(/\/a/))
    await later()
  }

  it('validates: a 304 makes it fresh again', async () => {
    const client = aClient()
    await client.json('/a')
    await detailed(client)
    await later(70)
    expect(client.entries()).toMatchObject([{ isFresh: false }])
    const headers = { etag: 'W/"1"', 'cache-control': 'max-age=60' }
    answers = () => new Response(null, { status: 304, headers })
    await click('Validate')
    expect(asked.at(-1)?.headers.get('if-none-match')).toBe('W/"1"')
    expect(client.entries()).toMatchObject([{ isFresh: true }])
    expect(screen.getByRole('status').textContent).toContain('/a is unchanged (304)')
  })

  it('validates what is everyone’s for everyone, and what is no JSON', async () => {
    const client = aClient()
    answers = () => new Response('<p>', { headers: { etag: '"1"', 'content-type': 'text/html' } })
    await (await client.fetch('/a')).text()
    await detailed(client)
    await click('Validate')
    expect(screen.getByRole('status').textContent).toContain('/a came in full (200)')
    answers = () => Response.json(1, { headers: { etag: '"2"', 'cache-control': 'max-age=9' } })
    await client.json('/all', { policy: { audience: 'everyone' } })
    await later()
    fireEvent.click(row(/\/all/))
    await click('Validate')
    expect(asked.at(-1)?.credentials).toBe('omit')
    expect(client.entries()).toHaveLength(2)
  })

  it.each([
    { status: 200, cacheControl: 'no-store', says: 'is not stored: the response forbids' },
    { status: 404, cacheControl: 'max-age=60', says: 'must be validated before its next use' },
  ])('says what a $status with $cacheControl did', async ({ status, cacheControl, says }) => {
    const client = aClient()
    await client.json('/a')
    await detailed(client)
    answers = () => new Response('2', { status, headers: { 'cache-control': cacheControl } })
    await click('Validate')
    expect(screen.getByRole('status').textContent).toContain(says)
    expect(client.entries()).toMatchObject([{ etag: 'W/"1"', invalidated: status === 404 }])
  })

  it('says that a URL has several variants, of which one is validated and read', async () => {
    const client = aClient()
    const headers = { etag: '"1"', 'cache-control': 'max-age=60', vary: 'accept-language' }
    answers = () => Response.json(1, { headers })
    await client.json('/a', { headers: { 'accept-language': 'de' } })
    await client.json('/a', { headers: { 'accept-language': 'en' } })
    await show(client)
    fireEvent.click(screen.getAllByRole('row', { name: /\/a/ })[0] ?? document.body)
    await later()
    await click('Validate')
    expect(screen.getByRole('status').textContent).toContain('Of its 2 variants')
    await client.json('/a')
    await click('Show body')
    expect(screen.getByRole('complementary').textContent).toContain('Of one of its')
  })

  it('shows the text to copy where the browser does not copy it', async () => {
    vi.stubGlobal('navigator', {})
    const client = aClient()
    await client.json('/a')
    await detailed(client)
    await click('Copy as fetch')
    expect(screen.getByRole('textbox', { name: 'Text to copy' })).toHaveProperty(
      'value',
      expect.stringContaining('http://api.test/a'),
    )
    fireEvent.keyDown(row(/\/a/), { key: 'c' })
    await later()
    expect(screen.getByRole('status').textContent).toContain('open its details to copy by hand')
    await client.json('/b')
    await later()
    fireEvent.click(row(/\/b/))
    expect(screen.queryByRole('textbox', { name: 'Text to copy' })).toBeNull()
  })

  it('invalidates, and removes', async () => {
    const disk = createMemoryDisk()
    const client = aClient({ store: disk.persistence })
    await client.json('/a')
    await client.json('/b')
    await client.idle()
    await detailed(client)
    await click('Invalidate')
    expect(client.entries().find(({ url }) => url.endsWith('/a'))).toMatchObject({
      invalidated: true,
    })
    await click('Remove')
    expect(client.entries().map(({ url }) => url)).toEqual(['http://api.test/b'])
    expect(disk.dump()).not.toContain('api.test/a')
    await later(2)
    expect(paths()).toEqual(['/b'])
    expect(document.activeElement).toBe(row(/\/b/))
  })

  it('says what to do when one fails', async () => {
    const client = aClient()
    await client.json('/a')
    await detailed(client)
    answers = () => Promise.reject(new TypeError('Failed to fetch'))
    await click('Validate')
    expect(screen.getByRole('status').textContent).toMatch(
      /Could not validate \/a.*Look whether it is up/,
    )
    await client.close()
    await click('Remove')
    expect(screen.getByRole('status').textContent).toMatch(/Could not remove \/a.*closed/)
  })

  it('does not name what a former user asked for', async () => {
    const client = aClient()
    await client.signIn('ada')
    await client.json('/a')
    await detailed(client)
    answers = () => new Promise(() => undefined)
    await click('Validate')
    await act(() => client.signOut())
    await later()
    expect(screen.getByRole('status').textContent).toMatch(/^The session ended meanwhile/)
    expect(document.body.innerHTML).not.toContain('/a')
  })

  it('does not name it either when the session ends while the disk is asked', async () => {
    const disk = createMemoryDisk()
    const client = aClient({ store: disk.persistence })
    await client.signIn('ada')
    await client.json('/a')
    await client.idle()
    await detailed(client)
    const waiting: ((entries: readonly DiskEntry[]) => void)[] = []
    vi.spyOn(client, 'diskEntries').mockImplementation(
      () => new Promise((resolve) => waiting.push(resolve)),
    )
    await click('Invalidate')
    await act(() => client.signOut())
    for (const go of waiting) go([])
    await later()
    expect(screen.getByRole('status').textContent).toMatch(/^The session ended meanwhile/)
  })

  it('copies a fetch without secrets', async () => {
    const writeText = vi.fn<(text: string) => Promise<void>>(async () => undefined)
    vi.stubGlobal('navigator', { clipboard: { writeText } })
    const client = aClient()
    await client.json('/a?token=abc&b=1')
    await detailed(client)
    await click('Copy as fetch')
    expect(writeText).toHaveBeenCalledOnce()
    expect(writeText.mock.calls[0]?.[0]).toContain('http://api.test/a?token=REDACTED&b=1')
    expect(writeText.mock.calls[0]?.[0]).not.toContain('abc')
  })
})

describe('the body', () => {
  it('is shown when asked for, and gone at once when the session changes', async () => {
    const client = aClient()
    await client.signIn('ada')
    await client.json('/a')
    await show(client)
    fireEvent.click(row(/\/a/))
    expect(document.body.textContent).not.toContain('"of"')
    await click('Show body')
    expect(screen.getByLabelText('Body').textContent).toContain('"of": "/a"')
    act(() => void client.signOut())
    expect(document.body.textContent).not.toContain('"of"')
    expect(paths()).toEqual([])
  })

  it('is not the next user’s, though the URL is the same, nor is what was said of it', async () => {
    const client = aClient()
    await client.signIn('ada')
    await client.json('/a')
    await show(client)
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: '/a' } })
    fireEvent.click(row(/\/a/))
    await click('Invalidate')
    await click('Show body')
    await act(() => client.signIn('eve'))
    expect(screen.getByRole('status').textContent).toBe('')
    await client.json('/a')
    await later()
    expect(paths()).toEqual(['/a'])
    expect(screen.queryByRole('complementary')).toBeNull()
    expect(screen.getByRole('searchbox')).toHaveProperty('value', '')
  })

  it.each([
    { kind: 'JSON', body: (at: number) => JSON.stringify({ at }) },
    { kind: 'text', body: (at: number) => `at: ${at}` },
  ])('of $kind is read without being counted, and anew once it is another', async ({ body }) => {
    let at = 1
    const headers = { 'cache-control': 'max-age=60', 'last-modified': new Date(0).toUTCString() }
    answers = () => new Response(body(at), { headers })
    const client = aClient()
    await (await client.fetch('/a')).text()
    await show(client)
    const { requests, stats } = recordingOf(client)
    const { hits } = stats.read()
    fireEvent.click(row(/\/a/))
    await click('Show body')
    expect(screen.getByLabelText('Body').textContent).toMatch(/at"?: 1/)
    expect(requests.rows()).toHaveLength(1)
    expect(stats.read().hits).toBe(hits)
    expect(within(row(/\/a/)).getAllByRole('cell')[4]?.textContent).toBe('0')
    at = 2
    await later(2)
    await (await client.fetch('/a', { cache: 'reload' })).text()
    await later()
    expect(screen.getByLabelText('Body').textContent).toMatch(/at"?: 2/)
  })

  it('is of the row that it was asked for', async () => {
    const client = aClient()
    await client.json('/a')
    await client.json('/b')
    await show(client)
    fireEvent.click(row(/\/a/))
    await click('Show body')
    fireEvent.click(row(/\/b/))
    await later()
    expect(screen.queryByLabelText('Body')).toBeNull()
  })

  it.each([
    { body: 'plain', says: 'plain' },
    { body: new Uint8Array([0xff, 0xfe, 0xff]), says: '3 B that are no text (text/odd)' },
    { body: JSON.stringify('x'.repeat(300_000)), says: 'characters more, which are not shown' },
  ])('is told in words where it is not shown: $says', async ({ body, says }) => {
    answers = () => new Response(body, { headers: { etag: '"1"', 'content-type': 'text/odd' } })
    const client = aClient()
    await (await client.fetch('/a')).arrayBuffer()
    await show(client)
    fireEvent.click(row(/\/a/))
    await click('Show body')
    const shown = screen.getByRole('complementary').textContent
    expect(shown).toContain(says)
    expect(shown.length).toBeLessThan(201_000)
  })
})

describe('the keyboard', () => {
  it('goes from row to row, opens and closes', async () => {
    const client = aClient()
    for (const path of ['/a', '/b', '/c']) await client.json(path)
    await show(client)
    const first = screen.getAllByRole('row').find(({ tabIndex }) => tabIndex === 0)
    expect(first).toBe(row(/^\/a/))
    first?.focus()
    const press = async (key: string): Promise<void> => {
      fireEvent.keyDown(document.activeElement ?? document.body, { key })
      await later()
    }
    await press('ArrowDown')
    expect(document.activeElement).toBe(row(/^\/b/))
    await press('End')
    expect(document.activeElement).toBe(row(/^\/c/))
    await press('Home')
    await press('Enter')
    screen.getByRole('complementary', { name: /\/a/ })
    await press('i')
    expect(client.entries()[0]).toMatchObject({ invalidated: true })
    await press('Escape')
    expect(screen.queryByRole('complementary')).toBeNull()
    expect(document.activeElement).toBe(row(/^\/a/))
    await press('Delete')
    await later()
    expect(client.entries()).toHaveLength(2)
    expect(document.activeElement).toBe(row(/^\/b/))
  })
  it('acts on the row that has the focus, also when another one comes above it', async () => {
    const client = aClient()
    for (const path of ['/b', '/c']) await client.json(path)
    await show(client)
    act(() => row(/^\/c/).focus())
    await client.json('/a')
    await later()
    expect(document.activeElement).toBe(row(/^\/c/))
    fireEvent.keyDown(row(/^\/c/), { key: 'Delete' })
    await later()
    expect(paths()).toEqual(['/a', '/b'])
  })

  it('goes to the next row also when thousands are held, which are looked at seldom', async () => {
    const client = aClient()
    for (let at = 1000; at < 2200; at++) await client.json(`/${at}`)
    await show(client)
    act(() => row(/^\/1001/).focus())
    fireEvent.keyDown(row(/^\/1001/), { key: 'Delete' })
    await later()
    expect(document.activeElement).toBe(row(/^\/1002/))
    expect(screen.queryByRole('row', { name: /^\/1001/ })).toBeNull()
  })

  it('removes what it is pressed on, and nothing that is out of sight', async () => {
    const client = aClient()
    for (let at = 100; at < 200; at++) await client.json(`/${at}`)
    await show(client)
    act(() => row(/^\/100/).focus())
    const scroller = screen.getByRole('grid').parentElement
    if (scroller === null) throw new Error('Nothing scrolls')
    act(() => {
      scroller.scrollTop = 26 * 50
      fireEvent.scroll(scroller)
    })
    expect(document.activeElement).toBe(screen.getByRole('grid'))
    fireEvent.keyDown(screen.getByRole('grid'), { key: 'Delete' })
    await later()
    expect(client.entries()).toHaveLength(100)
    fireEvent.keyDown(row(/^\/150/), { key: 'Delete' })
    await later()
    expect(client.entries().map(({ url }) => url)).not.toContain('http://api.test/150')
    expect(client.entries()).toHaveLength(99)
    act(() => screen.getByRole('grid').focus())
    fireEvent.keyDown(screen.getByRole('grid'), { key: 'Home' })
    await later()
    expect(document.activeElement).toBe(row(/^\/100/))
  })
})
