import { QueryClient } from '@tanstack/react-query'
import { cleanup, screen } from '@testing-library/react'
import { hydrateRoot } from 'react-dom/client'
import { afterEach, expect, it, vi } from 'vitest'
import { openOrigin } from '../origin-in-page.test-fixture.ts'
import { EtaggedProvider } from '../provider.tsx'
import { hydrate } from '../server/hydrate.ts'
import { asInAPage, until } from './as-in-a-page.test-fixture.ts'
import type { Pieces } from './streamed-pieces.test-fixture.ts'
import { STREAMED, Streamed } from './streaming.test-fixture.tsx'
import { type Visitor, visitorOf } from './visitor.test-fixture.tsx'

const FRESH = { 'cache-control': 'max-age=7200' }

const origin = openOrigin(STREAMED)

const told = vi.spyOn(console, 'error')

afterEach(() => {
  cleanup()
  told.mockClear()
  document.body.innerHTML = ''
  Reflect.deleteProperty(globalThis, '__etagged')
})

/** What a browser does with a piece of a page: its scripts run. */
function arrive(html: string, parent: Element = document.body): void {
  const range = document.createRange()
  range.selectNodeContents(parent)
  parent.append(range.createContextualFragment(html))
}

/** A server's page for a visitor; with its freshness, if it has any. */
async function piecesFor({ name }: Visitor): Promise<Pieces> {
  const query = new URLSearchParams({ user: name, ...origin.fields })
  const answer = await fetch(`/streamed-pieces?${query}`)
  return (await answer.json()) as Pieces
}

function root(): Element {
  return document.body.appendChild(document.createElement('div'))
}

/** What the page's own script does. */
async function start(visitor: Visitor, container: Element) {
  const client = await visitor.arrive()
  hydrate(client)
  const queryClient = new QueryClient()
  const createQueryClient = (): QueryClient => queryClient
  const recovered: unknown[] = []
  const page = (
    <EtaggedProvider client={client} queryClient={createQueryClient} user={visitor.name}>
      <Streamed />
    </EtaggedProvider>
  )
  const onRecoverableError = (error: unknown): void => void recovered.push(error)
  const react = await asInAPage(async () => hydrateRoot(container, page, { onRecoverableError }))
  return {
    recovered,
    async leave() {
      await until(() => queryClient.isFetching() === 0)
      react.unmount()
      queryClient.clear()
      await client.close()
    },
    isHydrated: () =>
      queryClient.isFetching() === 0 && queryClient.getQueryCache().getAll().length === 2,
  }
}

it('a page that is streamed while its script runs: each boundary is hydrated with the data that came with it', async () => {
  origin.fields = FRESH
  // Once a document is loaded React gives up waiting for its boundaries.
  const loading = vi.spyOn(document, 'readyState', 'get').mockReturnValue('loading')
  const visitor = visitorOf(origin)
  const { shell, list, detail } = await piecesFor(visitor)
  const container = root()
  arrive(shell, container)
  const heading = container.querySelector('h1')
  const browser = await start(visitor, container)
  expect(container.textContent).toContain('waiting for the list')

  arrive(list)
  const sent = await screen.findByText(`of ${visitor.name}`)
  await until(() => container.contains(sent))
  expect(container.textContent).toContain('waiting for the detail')
  arrive(detail)
  await until(() => container.textContent.includes('detail one'))
  await until(browser.isHydrated)
  loading.mockRestore()

  expect(container.querySelector('h1')).toBe(heading)
  expect(container.querySelector('section p')).toBe(sent)
  expect(origin.seen).toEqual([])
  expect(browser.recovered).toEqual([])
  expect(told).not.toHaveBeenCalled()
  await browser.leave()
})

it('a page that was streamed to its end before its script runs: what is stale is validated by conditional requests', async () => {
  const visitor = visitorOf(origin)
  const container = root()
  const { shell, list, detail } = await piecesFor(visitor)
  arrive(shell + list + detail, container)
  await until(() => container.textContent.includes('detail one'))
  const sent = container.querySelector('section p')
  const browser = await start(visitor, container)
  await until(() => origin.seen.length === 2)
  await until(browser.isHydrated)
  expect(origin.seen.map(({ path, status }) => `${path} ${status}`).toSorted()).toEqual([
    '/items 304',
    '/items/1 304',
  ])
  expect(container.querySelector('section p')).toBe(sent)
  expect(browser.recovered).toEqual([])
  expect(told).not.toHaveBeenCalled()
  await browser.leave()
})

it('a page that was streamed for somebody else shows nothing of it once the script has run', async () => {
  const [alice, bob] = [visitorOf(origin), visitorOf(origin)]
  const { shell, list, detail } = await piecesFor(alice)
  const container = root()
  arrive(shell + list + detail, container)
  await until(() => container.textContent.includes('detail one'))
  const browser = await start(bob, container)
  await until(browser.isHydrated)
  await screen.findByText(`of ${bob.name}`)
  expect(container.querySelector('main')?.textContent).not.toContain(alice.name)
  expect(origin.seen.filter(({ ifNoneMatch }) => ifNoneMatch !== null)).toEqual([])
  await browser.leave()
})
