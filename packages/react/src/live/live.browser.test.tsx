import { createEtagged, defineEndpoint, type Etagged } from '@etagged/core'
import { focusManager, useQuery } from '@tanstack/react-query'
import { act, cleanup, render, screen, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, expect, it } from 'vitest'
import { trusting } from '../endpoints.test-fixture.ts'
import { EtaggedProvider } from '../provider.tsx'
import { query } from '../query.ts'
import { serverSentEvents, useLive } from './index.ts'
import type { LiveSource } from './live-source.ts'

interface Trade {
  readonly mint: string
}

const coin = defineEndpoint({
  path: '/coins/:mint',
  response: trusting<{ readonly traded: number }>(),
})

function Coin({ mint }: Trade): ReactNode {
  const { data } = useQuery(query(coin, { mint }))
  return data && `${mint} was traded ${data.traded} times. `
}

function Live({ trades }: { readonly trades: LiveSource<Trade> }): ReactNode {
  useLive(trades, {
    invalidates: ({ mint }) => ({ url: `/coins/${mint}` }),
    covers: [{ prefix: '/coins/' }],
  })
  return null
}

interface Page {
  readonly client: Etagged
  readonly ask: (path: string) => Promise<unknown>
  /** The coins that were asked for, in the order of their names. */
  readonly askedFor: () => Promise<string>
  readonly expectStreams: (streams: {
    readonly now: number
    readonly inAll: number
  }) => Promise<void>
  readonly shows: (text: string) => Promise<void>
}

/** The wait for a connection that broke is half a second at least. */
const SOON = { timeout: 10_000 }

async function openPage(): Promise<Page> {
  const base = `/live-origin/${Math.random()}`
  const client = createEtagged({ baseUrl: base })
  const trades = serverSentEvents<Trade>(`${base}/trades`, { events: ['trade'] })
  const ask = async (path: string): Promise<unknown> => (await fetch(`${base}/${path}`)).json()
  render(
    <EtaggedProvider client={client}>
      <Coin mint="a" />
      <Coin mint="b" />
      <Live trades={trades} />
    </EtaggedProvider>,
  )
  const expectStreams: Page['expectStreams'] = (streams) =>
    waitFor(async () => expect(await ask('hearing')).toEqual(streams), SOON)
  await expectStreams({ now: 1, inAll: 1 })
  await screen.findByText(/a was traded 0 times. b was traded 0 times/)
  return {
    client,
    ask,
    expectStreams,
    askedFor: async () => ((await ask('log')) as string[]).toSorted().join(''),
    async shows(text) {
      await waitFor(() => expect(document.body.textContent).toContain(text), SOON)
    },
  }
}

afterEach(() => {
  focusManager.setFocused(undefined)
  cleanup()
})

it('a trade asks for its coin and for nothing else', async () => {
  const { ask, askedFor, shows } = await openPage()
  expect(await askedFor()).toBe('ab')
  await ask('trade/a')
  await shows('a was traded 1 times. b was traded 0 times.')
  expect(await askedFor()).toBe('aab')
  await ask('trade/b')
  await shows('a was traded 1 times. b was traded 1 times.')
  expect(await askedFor()).toBe('aabb')
})

it('a stream that breaks is opened again, and what was missed is asked for once', async () => {
  const { ask, askedFor, expectStreams, shows } = await openPage()
  await ask('break')
  await ask('trade/a')
  await ask('trade/a')
  await shows('a was traded 2 times.')
  await waitFor(async () => expect(await askedFor()).toBe('aabb'), SOON)
  await expectStreams({ now: 1, inAll: 2 })
  await ask('trade/b')
  await shows('b was traded 1 times.')
  expect(await askedFor()).toBe('aabbb')
})

it('a stream is closed with the last who hears it, and when the page is left', async () => {
  const { expectStreams } = await openPage()
  act(() => void dispatchEvent(new PageTransitionEvent('pagehide')))
  await expectStreams({ now: 0, inAll: 1 })
  act(() => void dispatchEvent(new PageTransitionEvent('pageshow')))
  await expectStreams({ now: 1, inAll: 2 })
  cleanup()
  await expectStreams({ now: 0, inAll: 2 })
})

it('another user has a stream of his own', async () => {
  const { ask, askedFor, client, expectStreams, shows } = await openPage()
  await act(() => client.signIn('bob'))
  await expectStreams({ now: 1, inAll: 2 })
  await waitFor(async () => expect(await askedFor()).toBe('aabb'), SOON)
  await shows('a was traded 0 times. b was traded 0 times.')
  await ask('trade/a')
  await shows('a was traded 1 times.')
  expect(await askedFor()).toBe('aaabb')
})
