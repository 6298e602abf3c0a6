import { createInPageFetch } from '../in-page/create-in-page-fetch.ts'
import type { Bind } from './stage.test-fixture.ts'

/** The API inside the page. */
export const inPage: Bind = async (api, clock) => {
  // Node has no page.
  const origin = 'location' in globalThis ? location.origin : 'http://page.test'
  const base = `${origin}/api`
  return { base, fetch: createInPageFetch(api, { base, clock }), close: () => Promise.resolve() }
}
