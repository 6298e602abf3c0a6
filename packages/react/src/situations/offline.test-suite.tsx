import { createEtagged, defineMutation, type Etagged, StatusError } from '@etagged/core'
import { createIdbStore } from '@etagged/idb'
import {
  onlineManager,
  QueryClient,
  type QueryClientConfig,
  useMutation,
  useQuery,
} from '@tanstack/react-query'
import { render, within } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Item, items, trusting } from '../endpoints.test-fixture.ts'
import { edit } from '../mutations/edit.ts'
import { mutation } from '../mutations/mutation.ts'
import { EtaggedProvider } from '../provider.tsx'
import { query } from '../query.ts'
import type { Api, OpenApi } from './api.test-fixture.ts'
import { watchFrames } from './frames.test-fixture.tsx'
import { until } from './until.test-fixture.ts'

const add = defineMutation({ method: 'POST', path: '/items', body: trusting<Item>() })

interface Page {
  readonly client: Etagged
  readonly queryClient: QueryClient
  readonly host: HTMLElement
  /** Says of its list `status/fetchStatus names error`, and of its mutation how it is. */
  text(): string
  texts(): readonly string[]
  add(item: Item): Promise<unknown>
  leave(): Promise<void>
}

export function describeOffline(openApi: OpenApi): void {
  // Nothing is put off when the network comes back.
  beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0))
  afterEach(() => {
    vi.restoreAllMocks()
    onlineManager.setOnline(true)
  })

  function openOrigin(): Api {
    return openApi({ '/items': [{ id: 1, name: 'one' }] }, (bodies, { body }) => {
      bodies.set('/items', [...(bodies.get('/items') as readonly Item[]), body])
      return null
    })
  }

  /** Nothing answers, and TanStack has been told so. */
  function unplug(api: Api): void {
    api.fault = 'offline'
    onlineManager.setOnline(false)
  }

  function plugIn(api: Api): void {
    api.fault = undefined
    onlineManager.setOnline(true)
  }

  function openPage(api: Api, config: QueryClientConfig = {}): Page {
    const client = createEtagged({
      baseUrl: api.url,
      fetch: api.fetch,
      store: createIdbStore(),
      tabs: false,
    })
    const queryClient = new QueryClient(config)
    const giveQueryClient = (): QueryClient => queryClient
    const host = document.body.appendChild(document.createElement('div'))
    const frames = watchFrames(host)
    const list = query(items, {}, { retryDelay: 1 })
    const adding = mutation(add, {
      optimistic: ({ body }) => [edit(list, (all) => [...all, body])],
    })
    const latest: { call?: (item: Item) => Promise<unknown> } = {}
    function Content({ rendered }: { rendered: (call: typeof latest.call) => void }): ReactNode {
      const { data, status, fetchStatus, error } = useQuery(list)
      const { mutateAsync, isPaused, isPending } = useMutation(adding)
      rendered((body) => mutateAsync({ body }))
      const names = data?.map(({ name }) => name).join('+') ?? '-'
      const writing = isPaused ? 'write waits' : isPending ? 'write sent' : 'no write'
      return (
        <p>
          {status}/{fetchStatus} {names} {error?.name ?? 'no error'}, {writing}
        </p>
      )
    }
    const { unmount } = render(
      frames.wrap(
        <EtaggedProvider client={client} queryClient={giveQueryClient} user={null}>
          <Content rendered={(call) => void (call && (latest.call = call))} />
        </EtaggedProvider>,
      ),
      { container: host },
    )
    return {
      client,
      queryClient,
      host,
      text: () => host.textContent,
      texts: () => frames.texts(),
      add: async (item) => latest.call?.(item),
      async leave() {
        await client.idle()
        unmount()
        queryClient.clear()
        await client.close()
      },
    }
  }

  /** A visit after which the list is on disk. */
  async function visit(api: Api): Promise<void> {
    const page = openPage(api)
    await within(page.host).findByText('success/idle one no error, no write')
    await page.leave()
    api.exchanges.length = 0
  }

  describe('a page that was visited before', () => {
    it('shows what is stored although nothing answers, and the error beside it after three more attempts', async () => {
      const api = openOrigin()
      await visit(api)
      api.fault = 'offline'
      const page = openPage(api)
      await within(page.host).findByText('error/idle one TypeError, no write')
      expect(api.exchanges.map(({ status }) => status)).toEqual([0, 0, 0, 0])
      const names = page.texts().map((text) => text.split(' ')[1])
      expect(names.slice(names.indexOf('one'))).not.toContain('-')
      await page.leave()
    })

    it('shows what is stored when the browser says that it is offline, tries once, and waits; a network then validates once', async () => {
      const api = openOrigin()
      await visit(api)
      unplug(api)
      const page = openPage(api)
      await within(page.host).findByText('success/paused one no error, no write')
      expect(api.exchanges.map(({ status }) => status)).toEqual([0])
      api.bodies.set('/items', [{ id: 1, name: 'ONE' }])
      plugIn(api)
      await within(page.host).findByText('success/idle ONE no error, no write')
      expect(api.exchanges.map(({ status }) => status)).toEqual([0, 200])
      await page.leave()
    })

    it('does so, too, if the app has a default network mode of its own, which would take the place of that which TanStack gives to a persister', async () => {
      const api = openOrigin()
      await visit(api)
      unplug(api)
      const page = openPage(api, { defaultOptions: { queries: { networkMode: 'online' } } })
      await within(page.host).findByText('success/paused one no error, no write')
      expect(api.exchanges.map(({ status }) => status)).toEqual([0])
      await page.leave()
    })

    it('recovers from the error with one 304', async () => {
      const api = openOrigin()
      await visit(api)
      api.fault = 'offline'
      const page = openPage(api)
      await within(page.host).findByText('error/idle one TypeError, no write')
      api.exchanges.length = 0
      unplug(api)
      plugIn(api)
      await within(page.host).findByText('success/idle one no error, no write')
      expect(api.exchanges.map(({ status }) => status)).toEqual([304])
      await page.leave()
    })
  })

  it('a page without anything stored waits, and asks as soon as there is a network', async () => {
    const api = openOrigin()
    unplug(api)
    const page = openPage(api)
    await within(page.host).findByText('pending/paused - no error, no write')
    plugIn(api)
    await within(page.host).findByText('success/idle one no error, no write')
    expect(api.exchanges.map(({ status }) => status)).toEqual([0, 200])
    await page.leave()
  })

  it('what is on the screen when the network goes stays there, and is validated when it comes back', async () => {
    const api = openOrigin()
    const page = openPage(api)
    await within(page.host).findByText('success/idle one no error, no write')
    unplug(api)
    void page.queryClient.invalidateQueries()
    await within(page.host).findByText('success/paused one no error, no write')
    plugIn(api)
    await within(page.host).findByText('success/idle one no error, no write')
    expect(api.exchanges.map(({ status }) => status)).toEqual([200, 0, 304])
    await page.leave()
  })

  describe('a write without a network', () => {
    it('shows at once, waits, is sent when there is one, and is then asked for', async () => {
      const api = openOrigin()
      const page = openPage(api)
      await within(page.host).findByText('success/idle one no error, no write')
      unplug(api)
      const added = page.add({ id: 2, name: 'two' })
      await within(page.host).findByText('success/idle one+two no error, write waits')
      expect(api.exchanges.map(({ method }) => method)).toEqual(['GET'])
      plugIn(api)
      await added
      await within(page.host).findByText('success/idle one+two no error, no write')
      await until(() => expect(page.queryClient.isFetching()).toBe(0))
      const sent = api.exchanges.map(({ method, status }) => `${method} ${status}`)
      expect(sent).toEqual(['GET 200', 'POST 200', 'GET 200'])
      const shown = page.texts().map((text) => text.split(' ')[1])
      expect(new Set(shown.slice(shown.indexOf('one+two')))).toEqual(new Set(['one+two']))
      await page.leave()
    })

    it('that is refused when it is sent takes back its own edit, and not that of another', async () => {
      const api = openOrigin()
      const page = openPage(api)
      await within(page.host).findByText('success/idle one no error, no write')
      unplug(api)
      const results = [page.add({ id: 2, name: 'two' }), page.add({ id: 3, name: 'three' })].map(
        (added) => added.catch((error: unknown) => error),
      )
      await within(page.host).findByText(/one\+two\+three/)
      api.hold()
      plugIn(api)
      await until(() => expect(api.waiting('POST')).toHaveLength(2))
      const [two, three] = api.waiting('POST')
      two?.answer(409)
      await within(page.host).findByText(/one\+three/)
      three?.answer()
      api.release()
      expect(await Promise.all(results)).toEqual([expect.any(StatusError), undefined])
      await until(() => expect(page.queryClient.isFetching()).toBe(0))
      expect(page.text()).toContain('one+three')
      await page.leave()
    })
  })
}
