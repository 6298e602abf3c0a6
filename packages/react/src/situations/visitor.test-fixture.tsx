import { createEtagged, type Etagged, type EtaggedOptions } from '@etagged/core'
import { createIdbStore } from '@etagged/idb'
import { type Query, QueryClient, type QueryClientConfig } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import { Fragment, Profiler, type ReactNode, StrictMode } from 'react'
import type { CarriesSource } from '../insight/use-cache-meta.ts'
import { preload } from '../preload.ts'
import { EtaggedProvider } from '../provider.tsx'
import { anHourAgo, patient } from './clocks.test-fixture.ts'
import { asInAPage, until } from './as-in-a-page.test-fixture.ts'
import { hydrate } from '../server/hydrate.ts'
import type { Origin } from '../scripted-origin.test-fixture.ts'

export type StartOrigin = (initial: Readonly<Record<string, unknown>>) => Origin

/** A page that a server has rendered, and what its cache held. */
export interface Served {
  /** @default none: React renders the page anew */
  readonly html?: string
  readonly state: unknown
}

export interface PageOptions extends Partial<EtaggedOptions> {
  readonly preloaded?: readonly CarriesSource[]
  readonly isStrict?: boolean
  /** What a server sent. @default nothing */
  readonly served?: Served
  readonly defaultOptions?: QueryClientConfig['defaultOptions']
}

/** A page that was loaded: its memory is empty, and its first render has happened. */
export interface Page {
  readonly client: Etagged
  readonly queryClient: QueryClient
  readonly host: HTMLElement
  /** What could be read on the page at each commit. */
  readonly texts: string[]
  /** What React had to make anew, since the server had sent something else. */
  readonly recovered: readonly unknown[]
  /** The page's only query. */
  query(): Query
  show(content: ReactNode): void
  /** Until nothing is under way. */
  settle(): Promise<void>
  refetch(): Promise<void>
  /** Closes the page. */
  leave(): Promise<void>
}

/** Somebody whose pages share a disk with each other and with nobody else's. */
export interface Visitor {
  readonly name: string
  /** The cache of a page on which nothing is rendered yet. */
  arrive(options?: PageOptions): Promise<Etagged>
  open(content: ReactNode, options?: PageOptions): Promise<Page>
  /** An hour ago loads a page, waits until everything is there and stored, and leaves. */
  visit(content: ReactNode, options?: PageOptions): Promise<void>
}

export function visitorOf(origin: Origin): Visitor {
  const name = `visitor ${crypto.randomUUID()}`

  async function arrive(options: PageOptions = {}): Promise<Etagged> {
    const { preloaded = [], served, defaultOptions: _, isStrict: __, ...clientOptions } = options
    const client = createEtagged({
      baseUrl: origin.url,
      fetch: origin.fetch,
      store: createIdbStore(),
      headers: ({ user }) => ({ authorization: user ?? 'nobody' }),
      clock: patient,
      ...clientOptions,
    })
    const signedIn = client.signIn(name)
    if (served !== undefined) hydrate(client, served.state)
    await signedIn
    await preload(client, preloaded, { within: 10_000 })
    return client
  }

  async function open(content: ReactNode, options: PageOptions = {}): Promise<Page> {
    const { defaultOptions, served, isStrict = false } = options
    const Mode = isStrict ? StrictMode : Fragment
    const client = await arrive(options)
    const queryClient = new QueryClient(defaultOptions && { defaultOptions })
    const giveQueryClient = (): QueryClient => queryClient
    const host = document.body.appendChild(document.createElement('div'))
    host.innerHTML = served?.html ?? ''
    const texts: string[] = []
    const recovered: unknown[] = []
    const tree = (shown: ReactNode): ReactNode => (
      <Mode>
        <Profiler id="page" onRender={() => void texts.push(host.textContent)}>
          <EtaggedProvider client={client} queryClient={giveQueryClient} user={name}>
            {shown}
          </EtaggedProvider>
        </Profiler>
      </Mode>
    )
    const { rerender, unmount } = render(tree(content), {
      container: host,
      hydrate: served?.html !== undefined,
      onRecoverableError: (error) => recovered.push(error),
    })
    const page: Page = {
      client,
      queryClient,
      host,
      texts,
      recovered,
      query() {
        const [found, ...others] = queryClient.getQueryCache().getAll()
        if (found === undefined || others.length > 0) throw new Error('Not one query')
        return found
      },
      show: (shown) => rerender(tree(shown)),
      async settle() {
        await until(() => queryClient.isFetching() === 0)
        await asInAPage(() => client.idle())
      },
      refetch: () => asInAPage(() => queryClient.refetchQueries()),
      async leave() {
        await client.idle()
        unmount()
        host.remove()
        queryClient.clear()
        await client.close()
      },
    }
    return page
  }

  return {
    name,
    arrive,
    open,
    async visit(content, options) {
      const page = await open(content, { clock: anHourAgo, ...options })
      await page.settle()
      await page.leave()
    },
  }
}
