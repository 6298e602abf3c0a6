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
  await waitFor(async () => expect(await ask('hearing')).toBe(1), SOON)
  await screen.findByText(/b was traded 0 times/)
  return {
    client,
    ask,
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
  const { ask, shows } = await openPage()
  expect(await ask('log')).toEqual(['a', 'b'])
  await ask('trade/a')
  await shows('a was traded 1 times. b was traded 0 times.')
  await ask('trade/b')
  await shows('a was traded 1 times. b was traded 1 times.')
  expect(await ask('log')).toEqual(['a', 'b', 'a', 'b'])
})

it('a stream that breaks is opened again, and what was missed is asked for once', async () => {
  const { ask, shows } = await openPage()
  await ask('break')
  await ask('trade/a')
  await ask('trade/a')
  await shows('a was traded 2 times.')
  await waitFor(async () => expect(await ask('log')).toEqual(['a', 'b', 'a', 'b']))
  expect(await ask('hearing')).toBe(1)
  await ask('trade/b')
  await shows('b was traded 1 times.')
  expect(await ask('log')).toEqual(['a', 'b', 'a', 'b', 'b'])
})

it('a stream is closed with the last who hears it, and when the page is left', async () => {
  const { ask, client } = await openPage()
  act(() => void dispatchEvent(new PageTransitionEvent('pagehide')))
  await waitFor(async () => expect(await ask('hearing')).toBe(0), SOON)
  act(() => void dispatchEvent(new PageTransitionEvent('pageshow')))
  await waitFor(async () => expect(await ask('hearing')).toBe(1), SOON)
  cleanup()
  await waitFor(async () => expect(await ask('hearing')).toBe(0), SOON)
  await client.close()
})

it('another user has a stream of his own', async () => {
  const { ask, client, shows } = await openPage()
  await act(() => client.signIn('bob'))
  await waitFor(async () => expect(await ask('log')).toHaveLength(4), SOON)
  await waitFor(async () => expect(await ask('hearing')).toBe(1), SOON)
  await ask('trade/a')
  await shows('a was traded 1 times.')
  expect(await ask('log')).toEqual(['a', 'b', 'a', 'b', 'a'])
})
