import { signInBody, testWallet, type TestWalletName } from '@etagged/coin-api'
import type { CoinServer } from './coin-server.ts'

export const BOOKMARKS = '/bookmarks/default'

interface Bookmarks {
  readonly id: string
  readonly name: string
  readonly items: readonly { readonly item_id: string }[]
}

/** What the API says to a user, asked from outside of the browser. */
export async function bookmarksOf(coins: CoinServer, name: TestWalletName): Promise<Bookmarks> {
  const headers = await credentialsOf(coins, name)
  const answer = await fetch(`${coins.url}/api${BOOKMARKS}`, { headers })
  return (await answer.json()) as Bookmarks
}

/** Gives a user one more bookmark, of a coin that no board shows; tells its mint. */
export async function addBookmark(coins: CoinServer, name: TestWalletName): Promise<string> {
  const itemId = coins.market.sortedBy('market_cap').at(-1)?.identity.mint ?? ''
  const headers = await credentialsOf(coins, name)
  const body = JSON.stringify({ itemId })
  await fetch(`${coins.url}/api${BOOKMARKS}/items`, { method: 'POST', headers, body })
  return itemId
}

/** What only Alice's bookmarks hold: neither the board nor Bob's bookmarks do. */
export async function secretsOfAlice(coins: CoinServer): Promise<readonly string[]> {
  const board = await fetch(`${coins.url}/api/coins?limit=50&order=DESC&sort=market_cap`)
  const others = `${await board.text()} ${JSON.stringify(await bookmarksOf(coins, 'bob'))}`
  const { id, name, items } = await bookmarksOf(coins, 'alice')
  const texts = [id, name, ...items.map(({ item_id }) => item_id)]
  return texts.filter((text) => !others.includes(text))
}

let signedAt = 0

async function credentialsOf(
  coins: CoinServer,
  name: TestWalletName,
): Promise<{ readonly authorization: string }> {
  // A timestamp is good once; the page signs with the present.
  signedAt = Math.max(Date.now() - 60_000, signedAt + 1)
  const body = JSON.stringify(await signInBody(await testWallet(name), signedAt))
  const answer = await fetch(`${coins.url}/api/auth/login`, { method: 'POST', body })
  const { token } = (await answer.json()) as { readonly token: string }
  return { authorization: `Bearer ${token}` }
}
