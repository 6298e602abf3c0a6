import { createEtagged, type Etagged } from '@etagged/core'
import { createIdbStore } from '@etagged/idb'
import { type Query, QueryClient } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import { Profiler, type ReactNode } from 'react'
import type { Origin } from './origin.test-fixture.ts'
import { EtaggedProvider, type EtaggedProviderProps } from './provider.tsx'
import { openBrowser, type Tab } from './tabs.test-fixture.ts'
import { visibleText } from './visible-text.test-fixture.ts'

/** A tab and the page in it. */
export interface Page extends Tab {
  readonly client: Etagged
  readonly host: HTMLElement
  /** What could be seen of the page at each commit. */
  readonly texts: string[]
  /** The page's only query. */
  query(): Query
}

export type OpenPage = (
  content: ReactNode,
  props?: Omit<EtaggedProviderProps, 'client' | 'children'>,
) => Page

/** One browser: its tabs share what is on disk, and each has a client and a React root. */
export function openBrowserAt(origin: Origin): OpenPage {
  const browser = openBrowser()
  return (content, props = {}) => {
    const tab = browser.openTab()
    const client = createEtagged({
      baseUrl: origin.url,
      store: createIdbStore(),
      tabs: tab.tabs,
      headers: ({ user }) => ({ authorization: user ?? 'nobody' }),
    })
    const texts: string[] = []
    const host = document.body.appendChild(document.createElement('div'))
    let queryClient: QueryClient | undefined
    const createQueryClient = (): QueryClient => {
      queryClient = new QueryClient()
      return queryClient
    }
    render(
      <Profiler id="page" onRender={() => void texts.push(visibleText(host))}>
        <EtaggedProvider client={client} queryClient={createQueryClient} {...props}>
          {content}
        </EtaggedProvider>
      </Profiler>,
      { container: host },
    )
    return {
      ...tab,
      client,
      host,
      texts,
      query() {
        const [found] = queryClient?.getQueryCache().getAll() ?? []
        if (found === undefined) throw new Error('The page has no query')
        return found
      },
    }
  }
}
