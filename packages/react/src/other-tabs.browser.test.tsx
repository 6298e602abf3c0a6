import { createEtagged, type Etagged } from '@etagged/core'
import { createIdbStore } from '@etagged/idb'
import { useQuery } from '@tanstack/react-query'
import { cleanup, render, waitFor, within } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, expect, it } from 'vitest'
import { type Item, items, mine } from './endpoints.test-fixture.ts'
import { EtaggedProvider } from './provider.tsx'
import { query } from './query.ts'
import { visibleText } from './visible-text.test-fixture.ts'
import { useSession } from './use-session.ts'

/** A page with its own client and React root; the browser connects it to the others. */
interface Page {
  readonly client: Etagged
  readonly host: HTMLElement
  /** What has been seen of it since `watch`. */
  watch(): string[]
}

let rows: readonly Item[] = []
let requests: string[] = []
const opened: Etagged[] = []

afterEach(async () => {
  cleanup()
  await Promise.all(opened.splice(0).map((client) => client.close()))
})

async function answer(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init)
  const { pathname } = new URL(request.url)
  const user = request.headers.get('authorization') ?? 'nobody'
  const body = JSON.stringify(pathname === '/mine' ? { of: user } : rows)
  const etag = `"${btoa(body)}"`
  const isSame = request.headers.get('if-none-match') === etag
  requests.push(`${request.method} ${pathname} ${isSame ? 304 : 200}`)
  const headers = { etag, 'content-type': 'application/json' }
  return new Response(isSame ? null : body, { status: isSame ? 304 : 200, headers })
}

function openPage(content: ReactNode): Page {
  const client = createEtagged({
    baseUrl: 'http://tabs.test',
    store: createIdbStore(),
    headers: ({ user }) => ({ authorization: user ?? 'nobody' }),
    fetch: answer,
  })
  opened.push(client)
  const host = document.body.appendChild(document.createElement('div'))
  render(
    <EtaggedProvider client={client} user={`alice of ${origin}`} fallback="one moment">
      {content}
    </EtaggedProvider>,
    { container: host },
  )
  return {
    client,
    host,
    watch() {
      const seen: string[] = []
      const look = (): void => {
        if (!host.isConnected) return
        seen.push(visibleText(host))
        requestAnimationFrame(look)
      }
      new MutationObserver(() => seen.push(visibleText(host))).observe(host, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
      })
      requestAnimationFrame(look)
      return seen
    },
  }
}

function Content(): ReactNode {
  const { because } = useSession()
  const { data, refetch } = useQuery(query(items, {}))
  const { of } = useQuery(query(mine, {})).data ?? {}
  return (
    <>
      <p>{data?.map(({ name }) => name).join()}</p>
      <p>
        {because}: {of}
      </p>
      <input aria-label="note" />
      <button type="button" onClick={() => void refetch()}>
        ask
      </button>
    </>
  )
}

const origin = crypto.randomUUID()
const alice = `alice of ${origin}`

async function openTwo(): Promise<readonly [Page, Page]> {
  rows = [{ id: 1, name: 'one' }]
  const pages = [openPage(<Content />), openPage(<Content />)] as const
  for (const { host, client } of pages) {
    await within(host).findByText('one')
    await within(host).findByText(`sign-in: ${alice}`)
    await client.idle()
  }
  requests = []
  return pages
}

it("what one tab is answered reaches the other tab's page without a request", async () => {
  const [one, two] = await openTwo()
  rows = [{ id: 1, name: 'ONE' }]
  within(one.host).getByRole('button').click()
  await within(one.host).findByText('ONE')
  await within(two.host).findByText('ONE')
  expect(requests).toEqual(['GET /items 200'])
})

it('I1: a sign-out in one tab takes the user off the other, in every frame', async () => {
  const [one, two] = await openTwo()
  const seen = two.watch()
  await one.client.signOut()
  await within(two.host).findByText('ended-elsewhere: nobody')
  await within(one.host).findByText('sign-out: nobody')
  const first = seen.findIndex((text) => !text.includes(alice))
  expect(first).toBeGreaterThanOrEqual(0)
  expect(seen.slice(first).filter((text) => text.includes(alice))).toEqual([])
})

it('a page from the back-forward cache is hidden before it is painted, and verified', async () => {
  const [one] = await openTwo()
  const note = within(one.host).getByLabelText<HTMLInputElement>('note')
  note.value = 'half a sen'
  globalThis.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
  // Frames are painted after tasks, and what React does here it does at the end of this one.
  await Promise.resolve()
  await Promise.resolve()
  expect(visibleText(one.host)).toBe('one moment')
  await waitFor(() => expect(visibleText(one.host)).toContain(alice))
  expect(within(one.host).getByLabelText('note')).toBe(note)
  expect(note.value).toBe('half a sen')
})
