import { createCoinApi } from '@etagged/coin-api'
import { createInPageFetch } from '@etagged/coin-api/in-page'
import type { Api } from './open-api.ts'

/** A coin API of this page's own, below the folder that the page is in. */
export function openInPageApi(page: string): Api {
  const { origin, pathname } = new URL('./api', page)
  const api = createCoinApi({
    clock: Date.now,
    control: true,
    tokenInBody: true,
    // A server would remember.
    storage: window.localStorage,
  })
  const fetch = createInPageFetch(api, { base: `${origin}${pathname}` })
  return { baseUrl: pathname, fetch, isInPage: true }
}
