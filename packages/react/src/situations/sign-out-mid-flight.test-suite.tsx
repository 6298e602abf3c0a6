import { createEtagged, type Etagged, type EtaggedOptions, type Quota } from '@etagged/core'
import { createMemoryDisk, type MemoryDisk } from '@etagged/core/testing'
import {
  focusManager,
  onlineManager,
  QueryClient,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { render, within } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { edit } from '../mutations/edit.ts'
import { mutation } from '../mutations/mutation.ts'
import { EtaggedProvider } from '../provider.tsx'
import { query } from '../query.ts'
import type { GivenQueryClient } from '../session-query-client.ts'
import type { Api, OpenApi } from './api.test-fixture.ts'
import { watchFrames } from './frames.test-fixture.tsx'
import { until } from './until.test-fixture.ts'
import { feedPages, note, notes, rename, usersOwn } from './users-page.test-fixture.tsx'

const given: readonly { says: string; give: () => GivenQueryClient }[] = [
  { says: 'a QueryClient for each session', give: () => undefined },
  { says: 'one QueryClient for all sessions', give: () => new QueryClient() },
]

interface Page {
  readonly api: Api
  readonly disk: MemoryDisk
  readonly client: Etagged
  readonly queryClient: QueryClient
  /** Calls the mutation of the page; those of a scope wait for each other. */
  rename(scope?: string): Promise<unknown>
  readonly host: HTMLElement
  /** From now on every frame counts. */
  signOut(): Promise<void>
  texts(): readonly string[]
}

/** Something that is under way when the session ends. */
interface Work {
  readonly says: string
  readonly options?: EtaggedOptions
  /** Begins it; how it ends is awaited later. It waits for something when this has resolved. */
  begin(page: Page): Promise<{ readonly work: Promise<unknown> }>
}

/** A rate limit that lets nobody go. */
const full: Quota = {
  watch: (network) => network,
  turn: ({ signal }) =>
    new Promise((_, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason as Error))
    }),
  look() {},
  paceOf: () => 0,
  buckets: () => [],
  subscribe: () => () => {},
}

async function sent(page: Page, work: Promise<unknown>, count = 1) {
  await until(() => expect(page.api.waiting()).toHaveLength(count))
  return { work }
}

/** A query that no component looks at: TanStack ends the flights of those that one did. */
const validated = query(note, { id: 1 }, { staleTime: 0 })

async function shown({ api, queryClient }: Page): Promise<void> {
  api.release()
  await queryClient.fetchQuery(validated)
  api.hold()
}

const works: readonly Work[] = [
  {
    says: 'a first read',
    begin: (page) => sent(page, page.queryClient.fetchQuery(query(note, { id: 2 }))),
  },
  {
    says: 'a validation',
    async begin(page) {
      await shown(page)
      return sent(page, page.queryClient.fetchQuery(validated))
    },
  },
  {
    says: 'the first page of a list',
    begin: (page) => sent(page, page.queryClient.fetchInfiniteQuery(feedPages)),
  },
  {
    says: 'a further page of a list',
    async begin(page) {
      const work = page.queryClient.fetchInfiniteQuery({ ...feedPages, pages: 2 })
      await until(() => expect(page.api.waiting()).toHaveLength(1))
      page.api.waiting()[0]?.answer()
      await until(() => expect(page.api.waiting()[0]?.path).toBe('/feed?from=1'))
      return { work }
    },
  },
  {
    says: 'a mutation',
    begin: (page) => sent(page, page.rename()),
  },
  {
    says: 'a mutation that waits for the network',
    async begin(page) {
      onlineManager.setOnline(false)
      return { work: page.rename() }
    },
  },
  {
    says: 'a mutation that waits for another one of its scope',
    async begin(page) {
      page.rename('scope').catch(() => {})
      await until(() => expect(page.api.waiting('PUT')).toHaveLength(1))
      return { work: page.rename('scope') }
    },
  },
  {
    says: 'a read of a disk that does not answer',
    async begin(page) {
      const never = new Promise<never>(() => {})
      page.disk.fault = ({ method }) => (method === 'get' ? never : undefined)
      const work = page.queryClient.fetchQuery(query(note, { id: 2 }))
      await until(() => expect(page.disk.calls.at(-1)?.method).toBe('get'))
      return { work }
    },
  },
  {
    says: 'a read that waits for its retry',
    async begin(page) {
      page.api.fault = 503
      page.api.fields = { 'retry-after': '50' }
      const work = page.queryClient.fetchQuery({ ...query(note, { id: 2 }), retry: 1 })
      await until(() => expect(page.api.waiting()).toHaveLength(1))
      page.api.waiting()[0]?.answer()
      await until(() => {
        expect(page.queryClient.getQueryState(query(note, { id: 2 }).queryKey)).toMatchObject({
          fetchFailureCount: 1,
        })
      })
      return { work }
    },
  },
  {
    says: 'a read that waits for its turn',
    options: { quota: full },
    async begin(page) {
      const work = page.queryClient.fetchQuery(query(note, { id: 2 }))
      await until(() => expect(page.queryClient.isFetching()).toBeGreaterThan(0))
      return { work }
    },
  },
  {
    says: 'a validation that is put off since the page has just come back',
    async begin(page) {
      await shown(page)
      focusManager.setFocused(false)
      focusManager.setFocused(true)
      return { work: page.queryClient.fetchQuery(validated) }
    },
  },
]

export function describeSignOut(openApi: OpenApi): void {
  afterEach(() => {
    onlineManager.setOnline(true)
    focusManager.setFocused(undefined)
  })

  async function open(queryClient: GivenQueryClient, options: EtaggedOptions = {}): Promise<Page> {
    const api = openApi(usersOwn)
    const disk = createMemoryDisk()
    const client = createEtagged({
      baseUrl: api.url,
      fetch: api.fetch,
      store: disk.persistence,
      tabs: false,
      headers: ({ user }) => ({ authorization: user ?? 'nobody' }),
      ...options,
    })
    await client.signIn('alice')
    // Before anything has to wait for its turn.
    if (options.quota) await client.json('/notes', { schema: notes.response })
    const host = document.body.appendChild(document.createElement('div'))
    const frames = watchFrames(host)
    let current = new QueryClient()
    let call: ((scope: string) => Promise<unknown>) | undefined
    function Content(): ReactNode {
      current = useQueryClient()
      const optimistic = () => [
        edit(query(notes, {}), (list) => list.map((each) => ({ ...each, name: 'edit of alice' }))),
      ]
      const free = useMutation(mutation(rename, { optimistic }))
      const scoped = useMutation(mutation(rename, { optimistic, scope: { id: 'one' } }))
      call = (scope) =>
        (scope === '' ? free : scoped).mutateAsync({ id: 1, body: { name: 'edit of alice' } })
      return (
        <p>{useQuery(query(notes, {}, { staleTime: Infinity })).data?.[0]?.name ?? 'nothing'}</p>
      )
    }
    render(
      frames.wrap(
        <EtaggedProvider client={client} {...(queryClient && { queryClient })}>
          <Content />
        </EtaggedProvider>,
      ),
      { container: host },
    )
    await within(host).findByText('list of alice')
    await client.idle()
    api.hold()
    return {
      api,
      disk,
      client,
      host,
      queryClient: current,
      rename: async (scope = '') => call?.(scope),
      signOut() {
        frames.begin()
        return client.signOut()
      },
      texts: () => frames.texts(),
    }
  }

  describe.each(given)('with $says', ({ give }) => {
    it.each(works)(
      'I2: $says is rejected with SessionEndedError, and nothing of it is stored or shown',
      async ({ begin, options }) => {
        const page = await open(give(), options)
        const { api, client, disk, host, queryClient } = page
        const { work } = await begin(page)
        const ended = work.then(
          (value) => ({ value }),
          (error: unknown) => error,
        )
        const { partition } = client.session
        const before = api.exchanges.length
        const signedOut = page.signOut()
        api.fault = undefined
        api.release()
        expect(await ended).toMatchObject({ code: 'session-ended' })
        await signedOut
        disk.fault = undefined
        await until(() => expect(page.texts().length).toBeGreaterThan(0))
        await client.idle()
        expect(page.texts().filter((text) => text.includes('alice'))).toEqual([])
        expect(host.textContent).not.toContain('alice')
        expect(disk.rows(partition)).toEqual([])
        expect(disk.dump()).not.toContain('alice')
        expect(JSON.stringify(client.dehydrate())).not.toContain('alice')
        const left = [
          ...queryClient.getQueryCache().getAll(),
          ...queryClient.getMutationCache().getAll(),
        ]
        expect(JSON.stringify(left.map(({ state }) => state))).not.toContain('alice')
        // The page asks for what it shows to nobody.
        const others = api.exchanges.slice(before).filter(({ path }) => path !== '/notes')
        expect(others).toEqual([])
        await client.close()
      },
    )
  })
}
