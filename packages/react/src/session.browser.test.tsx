import { createCoinApi, signInBody, testWallet, type TestWalletName } from '@etagged/coin-api'
import { createEtagged, type Etagged } from '@etagged/core'
import { createIdbStore } from '@etagged/idb'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import { type ReactNode, StrictMode } from 'react'
import { afterEach, expect, it } from 'vitest'
import { useBookmarks, useCoins } from './coins/coin-hooks.ts'
import { EtaggedProvider } from './provider.tsx'
import { everythingStored } from './situations/stored-text.test-fixture.ts'

interface Person {
  readonly address: string
  readonly token: string
}

interface Page {
  readonly client: Etagged
  /** Status and If-None-Match of each exchange. */
  readonly seen: { readonly status: number; readonly ifNoneMatch: string | null }[]
  readonly logIn: (who: TestWalletName) => Promise<Person>
  /** Replies wait for the returned function. */
  readonly hold: () => () => void
}

const api = createCoinApi({ clock: Date.now, tradesPerSecond: 0, tokenInBody: true })
const origin = 'http://coins.test'
let signedAt = 0

/** A page in a real browser, and the coin API within reach of its `fetch`. */
function openPage(): Page {
  const people = new Map<string, Person>()
  const seen: Page['seen'] = []
  let held: Promise<void> | undefined
  const client = createEtagged({
    baseUrl: origin,
    store: createIdbStore(),
    headers: ({ user }) => ({ authorization: `Bearer ${people.get(user ?? '')?.token ?? ''}` }),
    fetch: async (input, init) => {
      const request = new Request(input, init)
      const response = await api.fetch(request)
      await held
      seen.push({
        status: response.status,
        ifNoneMatch: request.headers.get('if-none-match'),
      })
      return response
    },
  })
  return {
    client,
    seen,
    async logIn(who) {
      // An instant is good for one log-in.
      signedAt = Math.max(Date.now(), signedAt + 1)
      const signed = await signInBody(await testWallet(who), signedAt)
      const init = { method: 'POST', body: JSON.stringify(signed) }
      const headers = { 'content-type': 'application/json' }
      const response = await api.fetch(new Request(`${origin}/auth/login`, { ...init, headers }))
      const person = (await response.json()) as Person
      people.set(person.address, person)
      return person
    },
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>()
      held = promise
      return () => {
        held = undefined
        resolve()
      }
    },
  }
}

function Private(): ReactNode {
  const { data, status } = useBookmarks({ retry: false })
  const coins = useCoins({ limit: 2 })
  return (
    <p>
      {status} {data?.user_id} {coins.data?.length} coins
    </p>
  )
}

function tree(client: Etagged, user: string | null | undefined): ReactNode {
  return (
    <StrictMode>
      <EtaggedProvider client={client} user={user}>
        <Private />
      </EtaggedProvider>
    </StrictMode>
  )
}

/** A visit of a user that ends with the page, not with a sign-out. */
async function visitBefore(who: TestWalletName): Promise<Person> {
  const { client, logIn } = openPage()
  const person = await logIn(who)
  const { unmount } = render(tree(client, person.address))
  await screen.findByText(`success ${person.address} 2 coins`)
  await client.idle()
  unmount()
  await client.close()
  return person
}

afterEach(cleanup)

it('after a reload what is stored is shown before the server answers, then confirmed by 304', async () => {
  const person = await visitBefore('alice')
  const after = openPage()
  await after.logIn('alice')
  const release = after.hold()
  render(tree(after.client, person.address))
  await screen.findByText(`success ${person.address} 2 coins`)
  expect(after.seen).toEqual([])
  release()
  await waitFor(() => expect(after.seen).toHaveLength(2))
  expect(after.seen.map(({ status }) => status)).toEqual([304, 304])
  await after.client.signOut()
  await after.client.close()
})

it('a user who becomes known takes over what is on disk; null leaves the disk clear', async () => {
  const person = await visitBefore('alice')
  const after = openPage()
  await after.logIn('alice')
  const release = after.hold()
  const { rerender } = render(tree(after.client, undefined))
  await screen.findByText('pending coins')
  expect(after.client.session.state).toBe('unknown')
  rerender(tree(after.client, person.address))
  await screen.findByText(`success ${person.address} 2 coins`)
  expect(after.seen).toEqual([])
  release()
  await waitFor(() => expect(after.seen.map(({ status }) => status)).toEqual([304, 304]))

  await after.client.idle()
  rerender(tree(after.client, null))
  await screen.findByText(/^error +2 coins$/)
  await after.client.signOut()
  expect(await everythingStored()).not.toContain(person.address)
  await after.client.close()
})
