import { createEtagged, type EtaggedOptions } from '@etagged/core'
import { QueryClient, useQueries } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { item } from '../endpoints.test-fixture.ts'
import { EtaggedProvider } from '../provider.tsx'
import { query } from '../query.ts'
import type { Api } from './api.test-fixture.ts'
import { pass } from './fake-time.test-fixture.ts'

export interface ItemsPage {
  readonly host: HTMLElement
  readonly queryClient: QueryClient
}

/** A page that shows the first items, each by a query of its own, and was opened a while ago. */
export async function openItemsPage(
  api: Api,
  count: number,
  options: EtaggedOptions = {},
): Promise<ItemsPage> {
  for (let id = 0; id < count; id++) api.bodies.set(`/items/${id}`, { id, name: `${id}` })
  const client = createEtagged({ baseUrl: api.url, fetch: api.fetch, tabs: false, ...options })
  const queryClient = new QueryClient()
  const giveQueryClient = (): QueryClient => queryClient
  function Items(): ReactNode {
    const results = useQueries({
      queries: Array.from({ length: count }, (_, id) => query(item, { id })),
    })
    return results.map(({ data }) => data?.name ?? '-').join()
  }
  const { container } = render(
    <EtaggedProvider client={client} queryClient={giveQueryClient} user={null}>
      <Items />
    </EtaggedProvider>,
  )
  await pass(0)
  // What has just been validated is left alone for a second.
  await pass(1001)
  api.exchanges.length = 0
  return { host: container, queryClient }
}
