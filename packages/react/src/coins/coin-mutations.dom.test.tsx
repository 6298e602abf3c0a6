import { createCoinApi, signInBody, testWallet } from '@etagged/coin-api'
import { createEtagged, type Etagged } from '@etagged/core'
import { useMutation } from '@tanstack/react-query'
import { act, render, screen, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { expect, it } from 'vitest'
import { EtaggedProvider } from '../provider.tsx'
import { useBookmarks, useCoins, useLatestCoin } from './coin-hooks.ts'
import { coinMutations } from './coin-mutations.ts'

const url = 'http://coins.test'

interface Page {
  readonly client: Etagged
  readonly sent: string[]
  /** The next answers wait for the returned function. */
  readonly hold: () => () => void
  readonly user: string
  readonly mint: string
}

/** A signed-in user, and the API that answers. */
async function openPage(): Promise<Page> {
  const api = createCoinApi({ clock: Date.now, tradesPerSecond: 0, tokenInBody: true })
  const sent: string[] = []
  let held: Promise<void> | undefined
  const body = JSON.stringify(await signInBody(await testWallet('alice'), Date.now()))
  const headers = { 'content-type': 'application/json' }
  const login = new Request(`${url}/auth/login`, { method: 'POST', body, headers })
  const { token, address } = (await (await api.fetch(login)).json()) as Record<string, string>
  const client = createEtagged({
    baseUrl: url,
    headers: () => ({ authorization: `Bearer ${token}` }),
    fetch: async (input, init) => {
      const request = new Request(input, init)
      sent.push(`${request.method} ${new URL(request.url).pathname}`)
      await held
      return api.fetch(request)
    },
  })
  return {
    client,
    sent,
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>()
      held = promise
      return () => {
        held = undefined
        resolve()
      }
    },
    user: address ?? '',
    mint: api.market.idle[0] ?? '',
  }
}

it('a bookmark is there at once and stays, and an unbookmark takes it away at once', async () => {
  const { client, sent, hold, user, mint } = await openPage()
  const texts: string[] = []
  function Star(): ReactNode {
    const saved = useBookmarks().data?.items.some(({ item_id }) => item_id === mint)
    const bookmark = useMutation(coinMutations.bookmark())
    const unbookmark = useMutation(coinMutations.unbookmark())
    texts.push(String(saved))
    const click = (): void => (saved === true ? unbookmark : bookmark).mutate({ mint })
    return (
      <button type="button" onClick={click}>
        {String(saved)}
      </button>
    )
  }
  render(
    <EtaggedProvider client={client} user={user}>
      <Star />
    </EtaggedProvider>,
  )
  await screen.findByText('false')
  for (const expected of ['true', 'false']) {
    sent.length = 0
    texts.length = 0
    const release = hold()
    act(() => screen.getByRole('button').click())
    await screen.findByText(expected)
    await waitFor(() => expect(sent).toHaveLength(1))
    release()
    await waitFor(() => expect(sent).toHaveLength(2))
    await act(() => client.idle())
    expect(sent[1]).toBe('GET /bookmarks/default')
    expect(new Set(texts.slice(texts.indexOf(expected)))).toEqual(new Set([expected]))
  }
})

it('a new coin makes every list and the latest coin ask again, and is the latest', async () => {
  const { client, sent, user } = await openPage()
  function Maker(): ReactNode {
    const { mutate, data } = useMutation(coinMutations.create())
    const latest = useLatestCoin().data
    const rows = useCoins({ limit: 1, sort: 'created_timestamp' }).data
    return (
      <button type="button" onClick={() => mutate({ name: 'Newborn', symbol: 'NEW' })}>
        {data?.name} {latest?.name} {rows?.[0]?.name}
      </button>
    )
  }
  render(
    <EtaggedProvider client={client} user={user}>
      <Maker />
    </EtaggedProvider>,
  )
  await waitFor(() => expect(sent).toHaveLength(2))
  await act(() => client.idle())
  sent.length = 0
  act(() => screen.getByRole('button').click())
  await screen.findByText('Newborn Newborn Newborn')
  expect(sent.toSorted()).toEqual(['GET /coins', 'GET /coins/latest', 'POST /coins/create'])
})
