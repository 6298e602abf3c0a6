import { createEtagged, type DiskEntry, type Etagged } from '@etagged/core'
import { createMemoryDisk, type MemoryDisk } from '@etagged/core/testing'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { EtaggedPanel } from '../panel/etagged-panel.tsx'
import { keepChoice } from '../panel/panel-choice.ts'

let disk: MemoryDisk

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
  keepChoice({ tab: 'storage' })
  disk = createMemoryDisk()
})

afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function aClient(store = disk.persistence): Etagged {
  const headers = { etag: '"1"', 'cache-control': 'max-age=60' }
  const fetch = async (): Promise<Response> => Response.json({ a: 1 }, { headers })
  return createEtagged({ baseUrl: 'http://api.test', store, tabs: false, fetch })
}

async function later(seconds = 0.3): Promise<void> {
  await act(() => vi.advanceTimersByTimeAsync(seconds * 1000))
}

async function show(client: Etagged): Promise<void> {
  render(<EtaggedPanel client={client} />)
  await later()
}

function region(name: string): string {
  return screen.getByRole('region', { name }).textContent
}

async function click(name: string): Promise<void> {
  fireEvent.click(screen.getByRole('button', { name }))
  await later()
}

it('says how much memory and disk hold', async () => {
  const client = aClient()
  await client.json('/a')
  await client.json('/b')
  await client.idle()
  await show(client)
  expect(region('Memory')).toContain('2 entriesMemory in use2.75 kB of 16.8 MB')
  expect(region('Disk')).toContain('2 entries')
  expect(screen.getByRole('meter', { name: 'Memory in use' }).ariaValueText).toBe(
    '2.75 kB of 16.8 MB: <1 %',
  )
  await client.json('/c')
  await later(3)
  expect(region('Memory')).toContain('3 entries')
})

it('asks the disk seldom, and never while nothing happens', async () => {
  const client = aClient()
  await client.json('/a')
  await client.idle()
  await show(client)
  const sizes = (): number => disk.calls.filter(({ method }) => method === 'size').length
  const first = sizes()
  await later(60)
  expect(sizes()).toBe(first)
  for (let at = 0; at < 40; at++) {
    await client.json(`/${at}`)
    await later(0.1)
  }
  expect(sizes() - first).toBeLessThanOrEqual(3)
})

it('says in words what is not there', async () => {
  vi.stubGlobal('navigator', {})
  vi.stubGlobal('indexedDB', undefined)
  vi.stubGlobal('BroadcastChannel', undefined)
  await show(createEtagged({ baseUrl: 'http://api.test', tabs: false }))
  expect(region('Disk')).toContain('There is no disk')
  expect(region('Room of this origin')).toContain('on https and on localhost only')
  expect(region('Databases')).toContain('There is no IndexedDB here')
  expect(screen.getByRole('tabpanel').textContent).toContain('there is no BroadcastChannel here')
})

it('tells how much each database holds, and opens none of another user’s', async () => {
  const client = aClient()
  await client.signIn('ada')
  const { partition } = client.session
  const names = ['everyone', partition, 'e'.repeat(32), 'anonymous']
  vi.stubGlobal('indexedDB', {
    databases: async () => names.map((name) => ({ name: `etagged-${name}` })),
  })
  await client.json('/a')
  await client.json('/b')
  await client.json('/all', { policy: { audience: 'everyone' } })
  await client.idle()
  await show(client)
  const cells = screen
    .getAllByRole('row')
    .map(({ children }) => Array.from(children, ({ textContent }) => textContent))
  const { user, everyone } = (await client.size()).diskParts
  expect(cells).toEqual([
    ['Partition', 'Rows', 'Size', 'Whose'],
    [partition.slice(0, 12), '2', `${user?.bytes} B`, 'the current session’s'],
    ['everyone', '1', `${everyone?.bytes} B`, 'everyone’s (policy audience)'],
    ['anonymous', 'not opened', 'nobody’s: from before a sign-in'],
    ['e'.repeat(12), 'not opened', 'another user’s; only its hash is known here'],
  ])
})

it('asks for persistent storage, and says what came of it', async () => {
  let isPersisted = false
  const storage = {
    estimate: async () => ({ usage: 1e6, quota: 1e9 }),
    persisted: async () => isPersisted,
    persist: vi.fn<() => Promise<boolean>>(async () => isPersisted),
  }
  vi.stubGlobal('navigator', { storage })
  await show(aClient())
  expect(region('Room of this origin')).toContain('1 MB of 1 GB')
  await click('Ask for persistent storage')
  expect(screen.getByRole('status').textContent).toContain('Not granted')
  isPersisted = true
  await click('Ask for persistent storage')
  expect(screen.getByRole('status').textContent).toContain('Granted')
  expect(region('Room of this origin')).toContain('Persistent')
  expect(screen.queryByRole('button', { name: /persistent/ })).toBeNull()
})

it('clears the partition once that was confirmed, and says what is gone', async () => {
  const client = aClient()
  await client.signIn('ada')
  await client.json('/a')
  await client.json('/b')
  await client.json('/all', { policy: { audience: 'everyone' } })
  await client.idle()
  const { partition } = client.session
  await show(client)
  await click('Clear this partition')
  expect(client.entries()).toHaveLength(3)
  await click('Clear')
  expect(client.entries()).toEqual([])
  expect(disk.rows(partition)).toEqual([])
  expect(screen.getByRole('status').textContent).toContain(
    'Removed 2 URLs of this session and 1 URL',
  )
})

it('clears nothing of the user who came while it was asked what there is', async () => {
  const client = aClient()
  await client.signIn('ada')
  await client.json('/a')
  await show(client)
  let go: (entries: readonly DiskEntry[]) => void = () => undefined
  vi.spyOn(client, 'diskEntries').mockImplementation(() => new Promise((resolve) => (go = resolve)))
  await click('Clear this partition')
  await click('Clear')
  await act(() => client.signIn('eve'))
  await client.json('/a')
  go([])
  await later()
  expect(client.entries()).toHaveLength(1)
  expect(screen.getByRole('status').textContent).toMatch(/^The session ended meanwhile/)
})

it('no longer asks what it asked about a former session', async () => {
  const client = aClient()
  await client.signIn('ada')
  await show(client)
  await click('Clear this partition')
  await act(() => client.signIn('eve'))
  expect(screen.queryByRole('button', { name: 'Cancel' })).toBeNull()
})

it('lists the faults of the store', async () => {
  const client = aClient()
  await show(client)
  disk.fault = ({ method }) => {
    if (method === 'put') throw new DOMException('Full', 'QuotaExceededError')
  }
  await client.json('/a')
  await act(() => client.idle())
  await later()
  expect(region('Faults of the store')).toContain('putQuotaExceededError')
})

it('shows nothing of a former session', async () => {
  const client = aClient()
  await client.signIn('ada')
  await client.json('/a')
  await client.idle()
  await show(client)
  const { partition } = client.session
  expect(document.body.textContent).toContain(partition.slice(0, 12))
  act(() => void client.signOut())
  expect(document.body.innerHTML).not.toContain(partition.slice(0, 12))
  expect(screen.queryByRole('meter')).toBeNull()
  await later(3)
  expect(region('Memory')).toContain('0 entries')
})
