import { createEtagged, type Etagged } from '@etagged/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { render, screen, waitFor } from '@testing-library/react'
import { type ReactNode, StrictMode, Suspense } from 'react'
import { expect, it } from 'vitest'
import { items } from '../endpoints.test-fixture.ts'
import { EtaggedProvider } from '../provider.tsx'
import { query } from '../query.ts'
import { createList } from './list.test-fixture.tsx'
import { type StartOrigin, visitorOf } from './visitor.test-fixture.tsx'

/** React, in development, renders twice and runs each effect twice. */
export function describeStrictMode(start: StartOrigin): void {
  const origin = start({ '/items': [{ id: 1, name: 'one' }] })
  const isStrict = true

  function statuses(): unknown[] {
    return origin.seen.map(({ status }) => status)
  }

  function Suspending(): ReactNode {
    return <p>{useSuspenseQuery(query(items, {})).data[0]?.name}</p>
  }

  it.each([
    { says: 'a component', content: () => createList().List },
    {
      says: 'a component that suspends',
      content: () => () => (
        <Suspense>
          <Suspending />
        </Suspense>
      ),
    },
  ])('$says asks once on the first visit, and once after a reload', async ({ content }) => {
    const Content = content()
    const visitor = visitorOf(origin)
    await visitor.visit(<Content />, { isStrict })
    expect(statuses()).toEqual([200])
    const page = await visitor.open(<Content />, { isStrict })
    await screen.findByText('one')
    await page.settle()
    expect(statuses()).toEqual([200, 304])
    await page.leave()
  })

  it('what is stored and fresh is not asked for', async () => {
    origin.fields = { 'cache-control': 'max-age=7200' }
    const { List, states } = createList()
    const visitor = visitorOf(origin)
    await visitor.visit(<List />, { isStrict })
    const page = await visitor.open(<List />, { isStrict })
    await screen.findByText('one')
    await page.settle()
    expect(states.at(-1)).toBe('success/idle one')
    expect(statuses()).toEqual([200])
    await page.leave()
  })

  it('what is preloaded is in both first renders, and a 304 renders nothing', async () => {
    const { List, states } = createList({ notifyOnChangeProps: ['data'] })
    const visitor = visitorOf(origin)
    await visitor.visit(<List />, { isStrict })
    states.length = 0
    const page = await visitor.open(<List />, { isStrict, preloaded: [query(items, {})] })
    await page.settle()
    expect(states.length).toBeGreaterThanOrEqual(2)
    expect(states.filter((state) => !state.endsWith('one'))).toEqual([])
    expect(statuses()).toEqual([200, 304])
    states.length = 0
    await page.refetch()
    expect(states).toEqual([])
    await page.leave()
  })

  it('a user is signed in once', async () => {
    const client = createEtagged({ baseUrl: origin.url, fetch: origin.fetch })
    const sessions: string[] = []
    client.subscribe((event) => {
      if (event.type === 'session') sessions.push(event.because)
    })
    const { List } = createList()
    const { unmount } = render(
      <StrictMode>
        <EtaggedProvider client={client} user="alice">
          <List />
        </EtaggedProvider>
      </StrictMode>,
    )
    await screen.findByText('one')
    expect(sessions).toEqual(['sign-in'])
    expect(statuses()).toEqual([200])
    unmount()
    await client.close()
  })

  it('nobody goes on listening to the cache who is gone', async () => {
    const { client, listeners } = listenedTo(
      createEtagged({ baseUrl: origin.url, fetch: origin.fetch }),
    )
    await client.signIn('alice')
    const { List } = createList()
    const page = (
      <StrictMode>
        <EtaggedProvider client={client} user="alice">
          <List />
        </EtaggedProvider>
      </StrictMode>
    )
    const first = render(page)
    await screen.findByText('one')
    first.unmount()
    // What the session needs, whoever is mounted.
    const ofSession = listeners.size
    for (let mount = 0; mount < 3; mount++) render(page).unmount()
    expect(listeners.size).toBe(ofSession)
    await client.signOut()
    await waitFor(() => expect(listeners.size).toBeLessThan(ofSession))
    expect(listeners.size).toBe(0)
    await client.close()
  })
}

/** The same client, and who listens to it. */
function listenedTo(original: Etagged) {
  const listeners = new Set<unknown>()
  const client = new Proxy(original, {
    get(target, name): unknown {
      if (name !== 'subscribe') return Reflect.get(target, name)
      return (listener: Parameters<Etagged['subscribe']>[0]) => {
        const leave = target.subscribe(listener)
        listeners.add(leave)
        return () => {
          listeners.delete(leave)
          leave()
        }
      }
    },
  })
  return { client, listeners }
}
