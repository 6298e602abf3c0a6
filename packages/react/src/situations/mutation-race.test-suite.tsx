import { PreconditionFailedError, StatusError } from '@etagged/core'
import { createIdbStore } from '@etagged/idb'
import { within } from '@testing-library/react'
import type { ReactNode } from 'react'
import { describe, expect, it } from 'vitest'
import type { Item } from '../endpoints.test-fixture.ts'
import type { Api, Exchange, Instant, OpenApi } from './api.test-fixture.ts'
import {
  applyRenaming,
  editOf,
  List,
  marked,
  One,
  oneAndTwo,
  openRacePage,
  Pages,
  type RacePage,
  type RacePageOptions,
  renameIfSame,
} from './race-page.test-fixture.tsx'
import type { OpenBrowser } from './tab.test-fixture.ts'
import { until } from './until.test-fixture.ts'

/** What reads, and where. */
interface Kind extends RacePageOptions {
  readonly says: string
  readonly url: string
  readonly isElsewhere?: true
}

const kinds: readonly Kind[] = [
  { says: 'a query', content: <List />, url: '/items' },
  {
    says: 'an edited query',
    content: <List />,
    url: '/items',
    optimistic: (name) => [editOf.list(name)],
  },
  { says: 'pages', content: <Pages />, url: '/feed?from=0' },
  {
    says: 'edited pages',
    content: <Pages />,
    url: '/feed?from=0',
    optimistic: (name) => [editOf.pages(name)],
  },
  { says: 'a query in another tab', content: <List />, url: '/items', isElsewhere: true },
]

type Step = 'read sent' | 'read answered' | 'write sent' | 'write answered'

/** All orders of the four. */
const orders: readonly (readonly Step[])[] = [
  ['read sent', 'read answered', 'write sent', 'write answered'],
  ['read sent', 'write sent', 'read answered', 'write answered'],
  ['read sent', 'write sent', 'write answered', 'read answered'],
  ['write sent', 'read sent', 'read answered', 'write answered'],
  ['write sent', 'read sent', 'write answered', 'read answered'],
  ['write sent', 'write answered', 'read sent', 'read answered'],
]

interface Server {
  readonly says: string
  /** When its reads look, and its writes take effect. */
  readonly reads: Instant
  readonly writes: Instant
}

/** To it a read that overlaps a write is as old as can be. */
const hardest: Server = {
  says: 'looks early and writes late',
  reads: 'arriving',
  writes: 'answering',
}

const easiest: Server = {
  says: 'looks late and writes early',
  reads: 'answering',
  writes: 'arriving',
}

/** Fresh for an hour: what asks again was told to. */
const FRESH = { 'cache-control': 'max-age=3600' }

/** @param thorough with a server, too, that makes it easy */
export function describeMutationRaces(
  openApi: OpenApi,
  openBrowser: OpenBrowser,
  thorough = false,
): void {
  const races = orders.flatMap((order) =>
    (thorough ? [hardest, easiest] : [hardest]).map((server) => ({
      order,
      server,
      says: `${order.join(', ')}; it ${server.says}`,
    })),
  )

  function openFreshApi(): Api {
    const api = openApi(oneAndTwo, applyRenaming)
    api.fields = FRESH
    return api
  }

  /** Until everything that can be shown at first is. */
  async function findAll({ host }: RacePage, api: Api): Promise<void> {
    await within(host).findByText('one')
    const more = within(host).queryByText('more')
    more?.click()
    if (more) await within(host).findByText('onetwo')
    await until(() => expect(api.waiting()).toEqual([]))
  }

  async function open(options: RacePageOptions): Promise<{ api: Api; page: RacePage }> {
    const api = openFreshApi()
    const page = openRacePage(api, options)
    await findAll(page, api)
    api.hold()
    return { api, page }
  }

  async function waitingFor(api: Api, method: 'GET' | 'PUT', count = 1): Promise<Exchange> {
    await until(() => expect(api.waiting(method)).toHaveLength(count))
    const last = api.waiting(method).at(-1)
    if (last === undefined) throw new Error('Nothing waits')
    return last
  }

  /** Answers whatever is asked until nothing is. */
  async function settle(api: Api, ...pages: readonly RacePage[]): Promise<void> {
    await until(() => {
      for (const each of api.waiting()) each.answer()
      for (const { queryClient } of pages) {
        expect(queryClient.isFetching() + queryClient.isMutating()).toBe(0)
      }
    })
    for (const { client } of pages) await client.idle()
  }

  async function run(order: readonly Step[], kind: Kind, { reads, writes }: Server) {
    const api = openFreshApi()
    const { openTab } = openBrowser()
    const openPage = (): RacePage =>
      openRacePage(api, {
        ...kind,
        options: kind.isElsewhere ? { store: createIdbStore(), ...openTab() } : {},
      })
    const reader = openPage()
    await findAll(reader, api)
    const writer = kind.isElsewhere ? openPage() : reader
    if (writer !== reader) await findAll(writer, api)
    await settle(api, reader, writer)
    Object.assign(api, { reads, writes })
    api.hold()
    let writing: Promise<unknown> | undefined
    const steps: Record<Step, () => Promise<void>> = {
      async 'read sent'() {
        void reader.queryClient.refetchQueries()
        await until(() => expect(api.waiting('GET').length).toBeGreaterThan(0))
      },
      async 'read answered'() {
        await until(() => {
          for (const each of api.waiting('GET')) each.answer()
          expect(reader.query().state.fetchStatus).toBe('idle')
        })
      },
      async 'write sent'() {
        writing = writer.rename('ONE')
        await waitingFor(api, 'PUT')
      },
      async 'write answered'() {
        for (const each of api.waiting('PUT')) each.answer()
        await writing
      },
    }
    for (const step of order) await steps[step]()
    for (const { host } of [reader, writer]) {
      await until(() => {
        for (const each of api.waiting()) each.answer()
        expect(host.textContent).toMatch(/^ONE(?:two)?$/)
      })
    }
    await settle(api, reader, writer)
    return { api, reader, writer }
  }

  describe.each(kinds)('$says', (kind) => {
    it.each(races)('I19: the read never wins: $says', async ({ order, server }) => {
      const { api, reader, writer } = await run(order, kind, server)
      expect(reader.host.textContent).toMatch(/^ONE(?:two)?$/)
      expect(reader.texts().join(' ')).not.toMatch(/ONE.*one/)
      const { state } = reader.query()
      expect([state.isInvalidated, reader.query().isStale()]).toEqual([false, false])
      const asked = api.exchanges.length
      const kept = await reader.client.json<readonly Item[]>(kind.url)
      expect([kept.data[0]?.name, kept.outcome.kind]).toEqual(['ONE', 'hit'])
      expect(api.exchanges.length).toBe(asked)
      for (const { client } of [reader, writer]) await client.close()
    })
  })

  describe('a list that is read page by page', () => {
    it('is asked for from the start when the write is answered between two of its pages', async () => {
      const { api, page } = await open({ content: <Pages /> })
      void page.queryClient.refetchQueries()
      const first = await waitingFor(api, 'GET')
      const renaming = page.rename('ONE')
      const write = await waitingFor(api, 'PUT')
      first.answer()
      await until(() => expect(api.waiting('GET')[0]?.path).toBe('/feed?from=1'))
      write.answer()
      await renaming
      await until(() => expect(api.waiting('GET')[0]?.path).toBe('/feed?from=0'))
      await settle(api, page)
      expect(page.host.textContent).toBe('ONEtwo')
      expect(page.query().isStale()).toBe(false)
    })

    /** One page of two, of which the other is asked for. */
    async function openFirst(options: Partial<RacePageOptions> = {}) {
      const api = openFreshApi()
      const page = openRacePage(api, { content: <Pages />, ...options })
      const more = await within(page.host).findByText('more')
      api.hold()
      return { api, page, more }
    }

    it('gets the page that it waits for although a write calls off what is on its way', async () => {
      const { api, page, more } = await openFirst()
      more.click()
      await waitingFor(api, 'GET')
      const renaming = page.rename('ONE')
      const write = await waitingFor(api, 'PUT')
      write.answer()
      await renaming
      await settle(api, page)
      expect(page.host.textContent).toBe('ONEtwo')
    })

    it('is validated as a whole when another page is asked for before the write has made it young', async () => {
      const { api, page, more } = await openFirst()
      const renaming = page.rename('ONE')
      const write = await waitingFor(api, 'PUT')
      write.answer()
      await renaming
      const validation = await waitingFor(api, 'GET')
      more.click()
      await until(() => expect(api.waiting('GET')).not.toContain(validation))
      await settle(api, page)
      expect(page.host.textContent).toBe('ONEtwo')
      expect(page.query().isStale()).toBe(false)
    })

    it('keeps an accepted edit while the next page comes before the validation that is due', async () => {
      const optimistic = (name: string) => [editOf.pages(name)]
      const { api, page, more } = await openFirst({ optimistic })
      const renaming = page.rename('ONE')
      const write = await waitingFor(api, 'PUT')
      await within(page.host).findByText('ONE')
      write.answer()
      await renaming
      await waitingFor(api, 'GET')
      more.click()
      await until(() => expect(api.waiting('GET')[0]?.path).toBe('/feed?from=1'))
      api.waiting('GET')[0]?.answer()
      await within(page.host).findByText('ONEtwo')
      await until(() => expect(api.waiting('GET')[0]?.path).toBe('/feed?from=0'))
      expect(page.query().state).toMatchObject({ isInvalidated: true, fetchMeta: null })
      await settle(api, page)
      expect(page.texts().join(' ')).not.toMatch(/ONE.*one/)
      expect(page.query().isStale()).toBe(false)
    })

    it.each(['before', 'after'])(
      'loses a refused edit for good, and shows it once, when the next page was asked for below it and comes %s the refusal',
      async (when) => {
        const { api, page, more } = await openFirst({ optimistic: () => [marked] })
        const renaming = page.rename('ONE')
        const write = await waitingFor(api, 'PUT')
        await within(page.host).findByText('one!')
        more.click()
        const next = await waitingFor(api, 'GET')
        if (when === 'before') {
          next.answer()
          await within(page.host).findByText('one!two!')
        }
        write.answer(409)
        await renaming
        next.answer()
        await within(page.host).findByText('onetwo')
        await settle(api, page)
        expect(page.query().isStale()).toBe(false)
      },
    )

    it('keeps what another tab has learned of its first page while the next one was on its way', async () => {
      const api = openFreshApi()
      const { openTab } = openBrowser()
      const options = () => ({ store: createIdbStore(), ...openTab() })
      const page = openRacePage(api, { content: <Pages />, options: options() })
      const other = openRacePage(api, { content: null, options: options() })
      const more = await within(page.host).findByText('more')
      await settle(api, page, other)
      api.hold()
      more.click()
      const next = await waitingFor(api, 'GET')
      applyRenaming(api.bodies, { path: '', user: '', body: { name: 'ONE' } })
      const asked = other.client.json('/feed?from=0', { cache: 'no-cache' })
      const answer = await waitingFor(api, 'GET', 2)
      answer.answer()
      await asked
      await within(page.host).findByText('ONE')
      next.answer()
      await within(page.host).findByText('ONEtwo')
      expect(page.query().isStale()).toBe(false)
      for (const { client } of [page, other]) await client.close()
    })
  })

  describe('optimistic edits', () => {
    it('of pages go with their refusal although another tab has brought one of the pages meanwhile', async () => {
      const api = openFreshApi()
      const { openTab } = openBrowser()
      const options = () => ({ store: createIdbStore(), ...openTab() })
      const page = openRacePage(api, {
        content: <Pages />,
        optimistic: () => [marked],
        options: options(),
      })
      const other = openRacePage(api, { content: null, options: options() })
      await findAll(page, api)
      await settle(api, page, other)
      api.hold()
      const renaming = page.rename('ONE')
      const write = await waitingFor(api, 'PUT')
      await within(page.host).findByText('one!two!')
      api.bodies.set('/feed?from=1', [{ id: 2, name: 'TWO' }])
      const asked = other.client.json('/feed?from=1', { cache: 'no-cache' })
      const answer = await waitingFor(api, 'GET')
      answer.answer()
      await asked
      await within(page.host).findByText('one!TWO!')
      write.answer(409)
      await renaming
      expect(await within(page.host).findByText('oneTWO')).toBeTruthy()
      for (const { client } of [page, other]) await client.close()
    })

    /** Shows an edit; the returned function answers its write. */
    async function call(name: string, page: RacePage, api: Api) {
      const before = api.waiting('PUT').length
      const renaming = page.rename(name)
      await within(page.host).findByText(name)
      const write = await waitingFor(api, 'PUT', before + 1)
      return async (isRefused: boolean): Promise<void> => {
        write.answer(isRefused ? 409 : undefined)
        await renaming
      }
    }

    it.each([
      { first: 'a', second: 'b', refused: '', between: 'b' },
      { first: 'a', second: 'b', refused: 'a', between: 'b' },
      { first: 'a', second: 'b', refused: 'b', between: 'b' },
      { first: 'a', second: 'b', refused: 'ab', between: 'b' },
      { first: 'b', second: 'a', refused: '', between: 'b' },
      { first: 'b', second: 'a', refused: 'a', between: 'b' },
      { first: 'b', second: 'a', refused: 'b', between: 'a' },
      { first: 'b', second: 'a', refused: 'ab', between: 'a' },
    ] as const)(
      'go one by one, and leave what the server has: a is edited, then b; $first is answered, then $second; refused: "$refused"',
      async ({ first, second, refused, between }) => {
        const { api, page } = await open({
          content: <List />,
          optimistic: (name) => [editOf.list(name)],
        })
        const answer = { a: await call('a', page, api), b: await call('b', page, api) }
        await answer[first](refused.includes(first))
        await until(() => expect(page.host.textContent).toBe(between))
        await answer[second](refused.includes(second))
        await settle(api, page)
        const [{ name } = { name: '' }] = api.bodies.get('/items') as readonly Item[]
        await until(() => expect(page.host.textContent).toBe(name))
        expect(page.query().isStale()).toBe(false)
      },
    )

    it('are above a 304, and when the write has failed the very object is there that the 304 confirmed', async () => {
      const { api, page } = await open({
        content: <List />,
        optimistic: (name) => [editOf.list(name)],
      })
      const former = page.query().state.data
      const renaming = page.rename('ONE')
      const write = await waitingFor(api, 'PUT')
      await within(page.host).findByText('ONE')
      void page.queryClient.refetchQueries()
      const validation = await waitingFor(api, 'GET')
      validation.answer()
      await until(() => expect(page.query().state.fetchStatus).toBe('idle'))
      expect(validation.status).toBe(304)
      expect(page.host.textContent).toBe('ONE')
      expect(page.query().isStale()).toBe(true)
      write.answer('offline')
      expect(await renaming).toBeInstanceOf(TypeError)
      await within(page.host).findByText('one')
      expect(page.query().state.data).toBe(former)
      expect(page.query().isStale()).toBe(false)
      expect(api.waiting()).toEqual([])
    })
  })

  describe('a write that is to change what the user saw', () => {
    const content: ReactNode = <One />
    const careful: RacePageOptions = {
      content,
      definition: renameIfSame,
      optimistic: (name) => [editOf.one(name)],
    }

    it('names its strong entity-tag, and succeeds if nobody was faster', async () => {
      const { api, page } = await open(careful)
      const etag = (await page.client.peek('/items/1'))?.etag
      const renaming = page.rename('ONE')
      const write = await waitingFor(api, 'PUT')
      expect(write.ifMatch).toBe(etag)
      write.answer()
      await renaming
      await settle(api, page)
      expect(write.status).toBe(200)
      expect(page.host.textContent).toBe('ONE')
    })

    it('fails with a typed 412 if somebody was: the edit goes, and what he wrote is asked for', async () => {
      const { api, page } = await open(careful)
      const renaming = page.rename('ONE')
      const write = await waitingFor(api, 'PUT')
      await within(page.host).findByText('ONE')
      api.bodies.set('/items/1', { id: 1, name: 'of somebody else' })
      write.answer()
      const error = await renaming
      expect(error).toBeInstanceOf(PreconditionFailedError)
      expect(error).toMatchObject({ name: 'PreconditionFailedError', status: 412 })
      await within(page.host).findByText('one')
      const again = await waitingFor(api, 'GET')
      again.answer()
      await within(page.host).findByText('of somebody else')
      expect(again.status).toBe(200)
      expect(api.waiting()).toEqual([])
    })

    it('names the tag of when the user began, if it is given that one', async () => {
      const { api, page } = await open(careful)
      const renaming = page.rename('ONE', '"of long ago"')
      const write = await waitingFor(api, 'PUT')
      expect(write.ifMatch).toBe('"of long ago"')
      write.answer()
      expect(await renaming).toBeInstanceOf(PreconditionFailedError)
      await settle(api, page)
      expect(page.host.textContent).toBe('one')
    })

    it('is sent without a precondition if the tag is weak, which never matches (RFC 9110 §13.1.1)', async () => {
      const api = openFreshApi()
      api.isWeak = true
      const page = openRacePage(api, careful)
      await findAll(page, api)
      api.hold()
      const renaming = page.rename('ONE')
      const write = await waitingFor(api, 'PUT')
      expect(write.ifMatch).toBe(null)
      write.answer()
      expect(await renaming).not.toBeInstanceOf(StatusError)
      await settle(api, page)
      expect(page.host.textContent).toBe('ONE')
    })
  })
}
