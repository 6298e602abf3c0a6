import { join } from 'node:path'
import { createEtagged } from '@etagged/core'
import { hydrate } from '@etagged/react'
import { useSuspenseQuery, type UseSuspenseQueryOptions } from '@tanstack/react-query'
import { createElement, type FunctionComponent, type ReactNode, Suspense } from 'react'
import { renderToString } from 'react-dom/server'
import { beforeEach, expect, it, vi } from 'vitest'
import { withFilesOf } from './page-files.ts'

interface Visitor {
  readonly user: string
  readonly authorization: string
}

/** What the modules of the guide give to each other. */
interface Modules {
  readonly page: (visitor: Visitor) => Promise<string>
  readonly stream: (visitor: Visitor, content: ReactNode) => Promise<Response>
  readonly orders: UseSuspenseQueryOptions<readonly { readonly name: string }[]>
  readonly App: FunctionComponent
  readonly Hydrated: FunctionComponent<{
    readonly user: string
    readonly state: string
    readonly children: ReactNode
  }>
}

const alice: Visitor = { user: 'alice', authorization: 'Bearer a' }
const baseUrl = 'https://shop.example.com/api'

const seen: unknown[] = []
beforeEach(() => {
  seen.length = 0
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init?: RequestInit) => {
    const { url, headers } = new Request(input, init)
    const known = headers.get('if-none-match')
    seen.push({ url, authorization: headers.get('authorization'), known })
    const fields = { etag: '"1"' }
    return known === '"1"'
      ? new Response(null, { status: 304, headers: fields })
      : Response.json([{ id: 1, name: 'one' }], { headers: fields })
  })
})

const withModules = (use: (modules: Modules) => Promise<void>): Promise<void> =>
  withFilesOf('docs/guides/server-rendering.md', async (folder) => {
    const names = ['app', 'server', 'stream', 'hydrated']
    const load = (name: string) => import(join(folder, 'src', `${name}.tsx`)) as Promise<object>
    const loaded = await Promise.all(names.map(load))
    await use(Object.fromEntries(loaded.flatMap((module) => Object.entries(module))) as Modules)
  })

const stateIn = (html: string): string => / id="state"[^>]*>(.*)<\/script>/.exec(html)?.[1] ?? ''

function browserOf(user: string, state?: string) {
  const client = createEtagged({ baseUrl })
  void client.signIn(user)
  hydrate(client, state)
  return client
}

it('the page of server-rendering.md has the data, and a state by which the browser asks conditionally', () =>
  withModules(async ({ page }) => {
    const html = await page(alice)
    expect(html).toContain('Orders: <!-- -->one')
    const client = browserOf('alice', stateIn(html))
    const shown = client.peekMemory('/orders')?.data
    expect(shown).toEqual([{ id: 1, name: 'one' }])
    expect((await client.json('/orders')).data).toBe(shown)
    const url = `${baseUrl}/orders`
    expect(seen).toEqual([
      { url, authorization: 'Bearer a', known: null },
      { url, authorization: null, known: '"1"' },
    ])
    expect(browserOf('bob', stateIn(html)).entries()).toEqual([])
  }))

it('its stream brings the responses along', () =>
  withModules(async ({ stream, orders }) => {
    const Orders = () => useSuspenseQuery(orders).data.map(({ name }) => name)
    const body = createElement('body', {}, createElement(Suspense, {}, createElement(Orders)))
    const answer = await stream(alice, createElement('html', {}, body))
    const html = await answer.text()
    expect(html).toContain('one')
    const states: string[] = []
    const push = /<script>\(self.__etagged\?\?=\[\]\)\.push\((".*?")\)<\/script>/g
    for (const [, text = ''] of html.matchAll(push)) states.push(JSON.parse(text) as string)
    vi.stubGlobal('__etagged', states)
    expect(browserOf('alice').peekMemory('/orders')?.data).toEqual([{ id: 1, name: 'one' }])
  }))

it('its Client Component renders what a Server Component has handed it', () =>
  withModules(async ({ page, Hydrated, App }) => {
    const state = stateIn(await page(alice))
    const props = { user: 'alice', state, children: createElement(App) }
    expect(renderToString(createElement(Hydrated, props))).toContain('Orders: <!-- -->one')
    expect(seen).toHaveLength(1)
  }))
