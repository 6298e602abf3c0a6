import type { Request } from 'autocannon'
import type { Ready } from './server.ts'

const LIST_PAGES = 20

const SORTS = ['market_cap', 'created_timestamp', 'reply_count']
const MOST_ROWS = 100

/**
 * Fills what the server remembers: the texts of all coins, and the tags of the last 4,000,000
 * characters, which these lists exceed. From here on each text that comes in drives others out.
 */
export async function fillCaches({ url }: Ready): Promise<void> {
  for (const sort of SORTS) {
    for (let offset = 0; offset < 1000; offset += MOST_ROWS) {
      const query = `sort=${sort}&limit=${MOST_ROWS}&offset=${offset}&includeNsfw=true`
      await (await fetch(`${url}/api/coins?${query}`)).arrayBuffer()
    }
  }
}

/**
 * What is asked, over and over in this order: about four conditional requests among ten. No HEAD:
 * autocannon waits for its body.
 */
export async function requestsFor({ url, idle, trending, token }: Ready): Promise<Request[]> {
  const authorization = `Bearer ${token}`
  const [first = ''] = idle
  const tagOf = async (path: string, headers: Record<string, string> = {}): Promise<string> => {
    const answer = await fetch(`${url}/api${path}`, { headers })
    await answer.arrayBuffer()
    return answer.headers.get('etag') ?? ''
  }
  const known = async (path: string, headers: Record<string, string> = {}): Promise<Request> => ({
    path: `/api${path}`,
    headers: { ...headers, 'if-none-match': await tagOf(path, headers) },
  })

  const oldest = '/coins?sort=created_timestamp&order=ASC&limit=50'
  const pages = Array.from({ length: LIST_PAGES }, (_, page) => page * 50)
  return [
    ...pages.map((offset) => ({ path: `/api/coins?sort=market_cap&limit=50&offset=${offset}` })),
    ...trending.slice(0, 10).map((mint) => ({ path: `/api/coins/${mint}` })),
    ...(await Promise.all(idle.slice(0, 20).map((mint) => known(`/coins/${mint}`)))),
    await known(oldest),
    await known('/bookmarks/default', { authorization }),
    await known('/auth/my-profile', { authorization }),
    { path: `/api/coins/${first}`, headers: { 'if-none-match': '"another"' } },
    { path: '/api/coins/search?searchTerm=a&limit=20' },
    { path: '/api/sol-price' },
    { path: '/api/health' },
    { path: '/api/bookmarks/default', headers: { authorization } },
    { path: '/api/coins/nonsense' },
    { path: '/api/bookmarks/default' },
    {
      path: '/api/coins/mints',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ mints: idle.slice(0, 10) }),
    },
  ]
}
