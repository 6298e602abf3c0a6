import { defineMutation } from '@etagged/core'
import { createIdbStore } from '@etagged/idb'
import { noop, onlineManager } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { stubDisk } from '../disk.test-fixture.ts'
import { mutation } from '../mutations/mutation.ts'
import { openBrowser } from '../tabs.test-fixture.ts'
import type { Api } from './api.test-fixture.ts'
import { serveApis } from './api-behind-msw.test-fixture.ts'
import { pass, stopTime } from './fake-time.test-fixture.ts'
import { type ItemsPage, openItemsPage } from './items-page.test-fixture.tsx'

const openApi = serveApis()

const QUERIES = 30

stubDisk()
beforeEach(stopTime)
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  onlineManager.setOnline(true)
})

function unplug(api: Api): void {
  api.fault = 'offline'
  onlineManager.setOnline(false)
}

function plugIn(api: Api): void {
  api.fault = undefined
  onlineManager.setOnline(true)
}

/** From now on the draws are 0, 1/30, 2/30 and so on. */
function drawEvenly(): void {
  let drawn = 0
  vi.spyOn(Math, 'random').mockImplementation(() => (drawn++ % QUERIES) / QUERIES)
}

/** How many requests to read have been sent after each fifth of a second. */
async function sentOver(milliseconds: number, api: Api): Promise<readonly number[]> {
  const sent: number[] = []
  for (let instant = 0; instant < milliseconds; instant += 200) {
    await pass(200)
    sent.push(api.exchanges.filter(({ method }) => method === 'GET').length)
  }
  return sent
}

const evenly = [4, 7, 10, 13, 16, 19, 22, 25, 28, 30]

describe('When the network comes back', () => {
  it('what is stale is validated by one conditional request', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const api = openApi({})
    await openItemsPage(api, 1)
    unplug(api)
    plugIn(api)
    await pass(1)
    expect(api.exchanges.map(({ status }) => status)).toEqual([304])
    expect(api.exchanges[0]?.ifNoneMatch).not.toBe(null)
  })

  it('what is fresh is left alone', async () => {
    const api = openApi({})
    api.fields = { 'cache-control': 'max-age=60' }
    await openItemsPage(api, 1)
    unplug(api)
    plugIn(api)
    await pass(10_000)
    expect(api.exchanges).toEqual([])
  })

  it(`${QUERIES} stale queries are not asked for in one instant, but over two seconds`, async () => {
    const api = openApi({})
    await openItemsPage(api, QUERIES)
    drawEvenly()
    unplug(api)
    plugIn(api)
    expect(await sentOver(2000, api)).toEqual(evenly)
    expect(new Set(api.exchanges.map(({ status }) => status))).toEqual(new Set([304]))
  })

  it(`${QUERIES} stale queries are not either after a write that has waited for the network, and that TanStack lets go first`, async () => {
    const api = openApi({})
    const { queryClient } = await openItemsPage(api, QUERIES)
    unplug(api)
    const ping = mutation(defineMutation({ method: 'POST', path: '/ping' }))
    queryClient.getMutationCache().build(queryClient, ping).execute({}).catch(noop)
    await pass(0)
    api.hold()
    plugIn(api)
    await pass(1000)
    expect(api.exchanges.map(({ method }) => method)).toEqual(['POST'])
    drawEvenly()
    api.release()
    expect(await sentOver(2000, api)).toEqual(evenly)
  })

  it('a query without data is not put off', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.99)
    const api = openApi({})
    unplug(api)
    const { host } = await openItemsPage(api, 1)
    expect(host.textContent).toBe('-')
    plugIn(api)
    await pass(0)
    expect(host.textContent).toBe('0')
  })

  it.each([
    { says: '304', name: '0', status: 304 },
    { says: 'changed 200', name: 'zero', status: 200 },
  ])(
    'five tabs ask once, since who gets the lock after another reads what that has written first ($says)',
    async ({ name, status }) => {
      vi.spyOn(Math, 'random').mockReturnValue(0)
      const api = openApi({})
      const { openTab } = openBrowser()
      const pages: ItemsPage[] = []
      for (let tab = 0; tab < 5; tab++) {
        const { tabs } = openTab()
        pages.push(await openItemsPage(api, 1, { tabs, store: createIdbStore() }))
      }
      api.exchanges.length = 0
      api.bodies.set('/items/0', { id: 0, name })
      unplug(api)
      plugIn(api)
      const isFetching = (): boolean => pages.some((page) => page.queryClient.isFetching() > 0)
      for (let turn = 0; turn < 50 && (turn === 0 || isFetching()); turn++) await pass(1)
      expect(api.exchanges.map((each) => each.status)).toEqual([status])
      for (const { host, queryClient } of pages) {
        expect(host.textContent).toBe(name)
        const [found] = queryClient.getQueryCache().getAll()
        expect(found?.state.fetchStatus).toBe('idle')
        expect(Date.now() - (found?.state.dataUpdatedAt ?? 0)).toBeLessThan(60)
      }
    },
  )
})
