import { useQuery, useSuspenseInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { screen, waitFor } from '@testing-library/react'
import { Component, type ReactNode, startTransition, Suspense, useState, version } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { coinQueries } from '../coins/coin-queries.ts'
import { item } from '../endpoints.test-fixture.ts'
import { EtaggedProvider } from '../provider.tsx'
import { query } from '../query.ts'
import { coinRows } from './coins.test-fixture.ts'
import { bestOf, paintedAfter } from './paint.test-fixture.tsx'
import { type PageOptions, type StartOrigin, visitorOf } from './visitor.test-fixture.tsx'

/** Milliseconds for which React keeps a fallback that it has shown. */
const HELD_BACK = 300

const rows = await coinRows(20)

/** Components that are not rendered before their data is there. */
export function describeSuspense(start: StartOrigin): void {
  const origin = start({
    '/items/1': { id: 1, name: 'one' },
    '/items/2': { id: 2, name: 'two' },
    '/coins?limit=20': rows,
  })

  function requests(): unknown[] {
    return origin.seen.map(({ path, status }) => [path, status])
  }

  function Item({ id = 1 }: { readonly id?: number }): ReactNode {
    return <p>item {useSuspenseQuery(query(item, { id })).data.name}</p>
  }

  const content = (
    <Suspense fallback="waiting">
      <Item />
    </Suspense>
  )
  const preloaded = [query(item, { id: 1 })]

  it('where nothing is stored the fallback is shown until the network answers', async () => {
    const page = await visitorOf(origin).open(content)
    await screen.findByText('item one')
    expect(new Set(page.texts)).toEqual(new Set(['waiting', 'item one']))
    expect(requests()).toEqual([['/items/1', 200]])
    await page.leave()
  })

  it('what is on disk ends the fallback before the network answers, and is validated by one request', async () => {
    const visitor = visitorOf(origin)
    await visitor.visit(content)
    origin.hold()
    const page = await visitor.open(content)
    await screen.findByText('item one')
    await waitFor(() => expect(origin.waiting()).toBe(1))
    origin.release()
    await page.settle()
    expect(requests()).toEqual([
      ['/items/1', 200],
      ['/items/1', 304],
    ])
    expect(new Set(page.texts)).toEqual(new Set(['waiting', 'item one']))
    await page.leave()
  })

  it('what is preloaded never shows a fallback, and is validated by one request', async () => {
    const visitor = visitorOf(origin)
    await visitor.visit(content)
    const page = await visitor.open(content, { preloaded })
    await page.settle()
    expect(new Set(page.texts)).toEqual(new Set(['item one']))
    expect(requests()).toEqual([
      ['/items/1', 200],
      ['/items/1', 304],
    ])
    await page.leave()
  })

  it('what memory holds from another page of the app never shows a fallback', async () => {
    const visitor = visitorOf(origin)
    const page = await visitor.open(content)
    await page.settle()
    page.show(null)
    page.queryClient.clear()
    page.texts.length = 0
    page.show(content)
    expect(page.host.textContent).toBe('item one')
    expect(page.texts).toEqual(['item one'])
    await page.leave()
  })

  describe('React holds back for 300 ms what has shown a fallback', () => {
    async function painted(
      shown: ReactNode,
      options: PageOptions,
      enough = Infinity,
    ): Promise<number> {
      const visitor = visitorOf(origin)
      await visitor.visit(content)
      return bestOf(5, enough, async () => {
        const client = await visitor.arrive(options)
        const page = (
          <EtaggedProvider client={client} user={visitor.name}>
            {shown}
          </EtaggedProvider>
        )
        const after = await paintedAfter('item one', page)
        await client.close()
        return after
      })
    }

    function Unsuspended(): ReactNode {
      return <p>item {useQuery(query(item, { id: 1 })).data?.name}</p>
    }

    it('which is what a component pays that suspends on the disk', async ({ skip }) => {
      skip(Number.parseInt(version) < 19, 'React 18 does not')
      expect(await painted(content, {})).toBeGreaterThanOrEqual(HELD_BACK)
    })

    it('but not what is preloaded', async () => {
      expect(await painted(content, { preloaded }, HELD_BACK)).toBeLessThan(HELD_BACK)
    })

    it('nor what reads the disk without suspending', async () => {
      expect(await painted(<Unsuspended />, {}, HELD_BACK)).toBeLessThan(HELD_BACK)
    })
  })

  it('the provider itself never suspends: what stands around it shows no fallback', async () => {
    const visitor = visitorOf(origin)
    await visitor.visit(content)
    const client = await visitor.arrive({ preloaded })
    await client.signIn(null)
    const fallback = vi.fn(() => 'around')
    function Around(): ReactNode {
      return fallback()
    }
    await paintedAfter(
      'item one',
      <Suspense fallback={<Around />}>
        <EtaggedProvider client={client} user={visitor.name}>
          <p>item {'one'}</p>
        </EtaggedProvider>
      </Suspense>,
    )
    expect(fallback).not.toHaveBeenCalled()
    await client.close()
  })

  it('inside a transition the former content stays, without a fallback, until the disk has answered', async () => {
    function Tabs(): ReactNode {
      const [id, setId] = useState(1)
      return (
        <>
          <button type="button" onClick={() => startTransition(() => setId(2))}>
            next
          </button>
          <Suspense fallback="waiting">
            <Item id={id} />
          </Suspense>
        </>
      )
    }
    const visitor = visitorOf(origin)
    await visitor.visit([
      content,
      <Suspense key="2">
        <Item id={2} />
      </Suspense>,
    ])
    const page = await visitor.open(<Tabs />, { preloaded })
    await page.settle()
    page.texts.length = 0
    origin.hold()
    screen.getByRole('button').click()
    await screen.findByText('item two')
    expect(page.texts.filter((text) => text.includes('waiting'))).toEqual([])
    await waitFor(() => expect(origin.waiting()).toBe(1))
    origin.release()
    await page.settle()
    expect(requests().slice(2)).toEqual([
      ['/items/1', 304],
      ['/items/2', 304],
    ])
    await page.leave()
  })

  it('an endless list suspends until its first page is there, from disk if it can', async () => {
    function Coins(): ReactNode {
      const { data } = useSuspenseInfiniteQuery(coinQueries.infinite({ limit: 20 }))
      return <p>{data.pages.map(({ length }) => length)} coins</p>
    }
    const endless = (
      <Suspense fallback="waiting">
        <Coins />
      </Suspense>
    )
    const visitor = visitorOf(origin)
    await visitor.visit(endless)
    origin.hold()
    const page = await visitor.open(endless)
    await screen.findByText('20 coins')
    origin.release()
    await page.settle()
    expect(origin.seen.map(({ status }) => status)).toEqual([200, 304])
    await page.leave()
  })

  it('an origin that fails reaches the error boundary only where nothing is stored', async () => {
    const silence = vi.spyOn(console, 'error').mockImplementation(() => {})
    const bounded = <Boundary>{content}</Boundary>
    const visitor = visitorOf(origin)
    origin.fail(404)
    const first = await visitor.open(bounded)
    await screen.findByText(/failed: .* answered 404/)
    await first.leave()
    origin.fail(undefined)
    await visitor.visit(content)
    origin.fail(404)
    const page = await visitor.open(bounded)
    await screen.findByText('item one')
    await page.settle()
    expect(page.query().state.status).toBe('error')
    expect(page.host.textContent).toBe('item one')
    silence.mockRestore()
    await page.leave()
  })
}

class Boundary extends Component<{ readonly children: ReactNode }, { readonly error?: Error }> {
  override state: { readonly error?: Error } = {}

  static getDerivedStateFromError(error: Error): { readonly error: Error } {
    return { error }
  }

  override render(): ReactNode {
    const { error } = this.state
    return error === undefined ? this.props.children : <p>failed: {error.message}</p>
  }
}
