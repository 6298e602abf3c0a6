import { type CacheEvent, defineEndpoint } from '@etagged/core'
import { focusManager, useQuery } from '@tanstack/react-query'
import { act, waitFor, within } from '@testing-library/react'
import { memo, type ReactNode } from 'react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { stubDisk } from './disk.test-fixture.ts'
import { items, mine } from './endpoints.test-fixture.ts'
import { startOrigin } from './origin.test-fixture.ts'
import { query } from './query.ts'
import { openBrowserAt, type OpenPage, type Page } from './two-tabs.test-fixture.tsx'
import { useSession } from './use-session.ts'

const origin = startOrigin({ '/items': [{ id: 1, name: 'one' }], '/mine': { of: '$user' } })
const write = { method: 'POST', body: '{}' } as const

let openPage: OpenPage

stubDisk()
beforeEach(() => {
  openPage = openBrowserAt(origin)
})
afterEach(() => focusManager.setFocused(undefined))

/** Counts its renders by what it reads. */
function createList(): { list: ReactNode; renders: () => number } {
  let renders = 0
  const List = memo(function List() {
    const { data } = useQuery(query(items, {}))
    renders++
    return <p>{data?.map(({ name }) => name).join()}</p>
  })
  return { list: <List />, renders: () => renders }
}

async function findIn({ host }: Page, text: string): Promise<void> {
  await within(host).findByText(text)
}

/** A page that shows the list, and a tab without any query beside it. */
async function openBoth(): Promise<{ page: Page; other: Page; renders: () => number }> {
  const { list, renders } = createList()
  const page = openPage(list, { user: null })
  await findIn(page, 'one')
  await page.client.idle()
  const other = openPage(null, { user: null })
  await other.client.idle()
  origin.seen.length = 0
  return { page, other, renders }
}

/** The same for a list whose schema takes as long as `wait` does for what it is to check. */
async function openChecked(
  wait: (text: string) => Promise<void> | undefined,
): Promise<{ page: Page; other: Page }> {
  const { response, path } = items
  const { validate, ...standard } = response['~standard']
  const checked = defineEndpoint({
    path,
    response: {
      '~standard': {
        ...standard,
        async validate(value) {
          await wait(JSON.stringify(value))
          return validate(value)
        },
      },
    },
  })
  function Checked(): ReactNode {
    return <p>{useQuery(query(checked, {})).data?.[0]?.name}</p>
  }
  const page = openPage(<Checked />, { user: null })
  await findIn(page, 'one')
  await page.client.idle()
  const other = openPage(null, { user: null })
  await other.client.idle()
  origin.seen.length = 0
  return { page, other }
}

function nextOf({ client }: Page, type: CacheEvent['type']): Promise<void> {
  return new Promise((resolve) => {
    const stop = client.subscribe((event) => {
      if (event.type !== type) return
      stop()
      resolve()
    })
  })
}

function ask(page: Page): Promise<unknown> {
  const { response: schema } = items
  return page.client.json('/items', { schema, cache: 'no-cache' })
}

describe('what another tab learns', () => {
  it('a changed 200 is shown, with one render and no request', async () => {
    const { page, other, renders } = await openBoth()
    const before = renders()
    origin.change('/items', [{ id: 1, name: 'ONE' }])
    await act(() => ask(other))
    await findIn(page, 'ONE')
    expect(renders()).toBe(before + 1)
    expect(origin.seen.map(({ status }) => status)).toEqual([200])
    expect(page.query().state.fetchStatus).toBe('idle')
  })

  it('a 304 moves the time of the last validation, and renders nothing', async () => {
    const { page, other, renders } = await openBoth()
    const { data, dataUpdatedAt } = page.query().state
    const before = renders()
    await waitFor(() => expect(Date.now()).toBeGreaterThan(dataUpdatedAt + 5))
    await act(() => ask(other))
    await waitFor(() => expect(page.query().state.dataUpdatedAt).toBeGreaterThan(dataUpdatedAt))
    expect(page.query().state.data).toBe(data)
    expect(renders()).toBe(before)
    expect(origin.seen.map(({ status }) => status)).toEqual([304])
  })

  it('lets a page that had failed recover', async () => {
    const { page, other } = await openBoth()
    origin.fail(404)
    await act(() =>
      page
        .query()
        .fetch()
        .catch(() => undefined),
    )
    expect(page.query().state.status).toBe('error')
    origin.fail(undefined)
    origin.change('/items', [{ id: 1, name: 'ONE' }])
    await act(() => ask(other))
    await findIn(page, 'ONE')
    expect(page.query().state).toMatchObject({ status: 'success', error: null })
  })

  it('is not undone by a reply that was on its way', async () => {
    const { page, other } = await openBoth()
    origin.hold()
    const asked = page.query().fetch()
    await waitFor(() => expect(origin.waiting()).toBe(1))
    origin.change('/items', [{ id: 1, name: 'ONE' }])
    const told = other.client.json('/items', { schema: items.response, cache: 'reload' })
    await waitFor(() => expect(origin.waiting()).toBe(2))
    origin.release()
    await act(() => Promise.all([asked, told]))
    await findIn(page, 'ONE')
    await page.client.idle()
    expect(page.query().state.data).toEqual([{ id: 1, name: 'ONE' }])
  })

  it('is shown as well when its schema is asynchronous', async () => {
    const { page, other } = await openChecked(async () => undefined)
    origin.change('/items', [{ id: 1, name: 'ONE' }])
    await act(() => ask(other))
    await findIn(page, 'ONE')
    expect(origin.seen.map(({ status }) => status)).toEqual([200])
  })

  it('does not take the place of what came after it, however long its schema takes', async () => {
    const slow = Promise.withResolvers<void>()
    const { page, other } = await openChecked((text) =>
      text.includes('ONE') ? slow.promise : undefined,
    )
    origin.change('/items', [{ id: 1, name: 'ONE' }])
    origin.hold()
    const told = other.client.json('/items', { schema: items.response, cache: 'reload' })
    await waitFor(() => expect(origin.waiting()).toBe(1))
    origin.change('/items', [{ id: 1, name: 'TWO' }])
    origin.hold()
    const asked = page.query().fetch()
    await waitFor(() => expect(origin.waiting()).toBe(2))
    const updated = nextOf(page, 'update')
    origin.release()
    await act(() => Promise.all([told, updated]))
    origin.release()
    await act(() => asked)
    await findIn(page, 'TWO')
    const peeked = nextOf(page, 'peek')
    slow.resolve()
    await act(() => peeked)
    expect(page.query().state.data).toEqual([{ id: 1, name: 'TWO' }])
  })

  it('leaves an optimistic edit that is younger', async () => {
    const { page, other } = await openBoth()
    const edited = [{ id: 1, name: 'EDITED' }]
    act(() => void page.query().setData(edited, { manual: true, updatedAt: Date.now() + 60_000 }))
    const updated = nextOf(page, 'update')
    await act(() => ask(other))
    await updated
    expect(page.query().state.data).toEqual(edited)
  })

  it('is still stale when it was asked for before a write', async () => {
    origin.fields = { 'cache-control': 'max-age=3600' }
    const { page, other } = await openBoth()
    act(() => focusManager.setFocused(false))
    origin.hold()
    const asked = ask(other)
    await waitFor(() => expect(origin.waiting()).toBe(1))
    await act(() => other.client.invalidate({ url: '/items' }))
    await waitFor(() => expect(page.query().state.isInvalidated).toBe(true))
    const { dataUpdatedAt } = page.query().state
    origin.release()
    await act(() => asked)
    await waitFor(() => expect(page.query().state.dataUpdatedAt).toBeGreaterThan(dataUpdatedAt))
    expect(page.query().state.isInvalidated).toBe(true)
  })
})

describe('a write in another tab', () => {
  it('makes a page that is seen validate', async () => {
    const { page, other } = await openBoth()
    origin.change('/items', [{ id: 1, name: 'ONE' }])
    await act(() => other.client.json('/items', write))
    await findIn(page, 'ONE')
    const asked = origin.seen.map(({ method, status }) => `${method} ${status}`)
    expect(asked).toEqual(['POST 200', 'GET 200'])
    await waitFor(() => expect(page.query().state.isInvalidated).toBe(false))
  })

  it('makes a page that is hidden stale, and it validates when it is shown', async () => {
    const { page, other } = await openBoth()
    act(() => focusManager.setFocused(false))
    origin.change('/items', [{ id: 1, name: 'ONE' }])
    await act(() => other.client.json('/items', write))
    await waitFor(() => expect(page.query().state.isInvalidated).toBe(true))
    expect(page.query().state.fetchStatus).toBe('idle')
    expect(origin.seen.map(({ method }) => method)).toEqual(['POST'])
    act(() => focusManager.setFocused(true))
    await findIn(page, 'ONE')
    expect(origin.seen.map(({ method }) => method)).toEqual(['POST', 'GET'])
  })

  it('is followed by no more than a validation in each tab that shows it', async () => {
    const first = openPage(createList().list, { user: null })
    const second = openPage(createList().list, { user: null })
    await findIn(first, 'one')
    await findIn(second, 'one')
    await Promise.all([first.client.idle(), second.client.idle()])
    origin.seen.length = 0
    origin.change('/items', [{ id: 1, name: 'ONE' }])
    await act(() => first.client.json('/items', write))
    await findIn(first, 'ONE')
    await findIn(second, 'ONE')
    await Promise.all([first.client.idle(), second.client.idle()])
    const reads = origin.seen.filter(({ method }) => method === 'GET')
    expect(reads.length).toBeLessThanOrEqual(2)
  })

  it('what it removes stays on the screen, and is stale', async () => {
    const { page, other } = await openBoth()
    await act(() => other.client.remove({ url: '/items' }))
    await waitFor(() => expect(page.query().state.isInvalidated).toBe(true))
    await findIn(page, 'one')
    expect(origin.seen).toEqual([])
  })
})

describe('the end of the session in another tab', () => {
  function Mine(): ReactNode {
    const { state, because } = useSession()
    const { data } = useQuery(query(mine, {}))
    return (
      <p>
        {state} {because} {data?.of}
      </p>
    )
  }

  it.each([
    { prop: 'the user prop', props: { user: 'alice' } },
    { prop: 'client.signIn', props: {} },
  ])('leaves no frame with anything of the user, and says why ($prop)', async ({ props }) => {
    const page = openPage(<Mine />, props)
    const other = openPage(<Mine />, props)
    if (!('user' in props)) {
      await act(() => page.client.signIn('alice'))
      await act(() => other.client.signIn('alice'))
    }
    await findIn(page, 'signed-in sign-in alice')
    await findIn(other, 'signed-in sign-in alice')
    await Promise.all([page.client.idle(), other.client.idle()])
    page.texts.length = 0
    await act(() => other.client.signOut())
    await findIn(page, 'anonymous ended-elsewhere nobody')
    await findIn(other, 'anonymous sign-out nobody')
    expect(page.texts.filter((text) => text.includes('alice'))).toEqual([])
    expect(page.client.session).toMatchObject({ user: null, because: 'ended-elsewhere' })
  })
})
