import { createEtagged, type Etagged } from '@etagged/core'
import { QueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { renderToString } from 'react-dom/server'
import { connect } from '../connect.ts'
import type { EtaggedQueryOptions } from '../query.ts'
import { EtaggedProvider } from '../provider.tsx'
import type { Origin } from '../scripted-origin.test-fixture.ts'
import { dehydrate } from '../server/dehydrate.ts'
import { anHourAgo } from './clocks.test-fixture.ts'

/** Answers one request for a page, an hour ago, with a cache of its own. */
export async function serve<Data>(
  origin: Origin,
  user: string,
  content: ReactNode,
  options: EtaggedQueryOptions<Data>,
  signIn: (client: Etagged) => Promise<unknown> = (client) => client.signIn(user),
): Promise<{ readonly html: string; readonly state: string }> {
  const client = createEtagged({
    baseUrl: origin.url,
    fetch: origin.fetch,
    headers: (session) => ({ authorization: session.user ?? 'nobody' }),
    clock: anHourAgo,
  })
  await signIn(client)
  const queryClient = new QueryClient()
  connect(queryClient, client)
  await queryClient.prefetchQuery(options)
  const html = renderToString(
    <EtaggedProvider client={client} user={user}>
      {content}
    </EtaggedProvider>,
  )
  const state = dehydrate(client)
  await client.close()
  return { html, state }
}
