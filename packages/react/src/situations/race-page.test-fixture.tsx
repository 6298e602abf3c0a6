import {
  createEtagged,
  defineEndpoint,
  defineMutation,
  type Etagged,
  type EtaggedOptions,
} from '@etagged/core'
import {
  type Query,
  QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
} from '@tanstack/react-query'
import { render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { type Item, item, items, trusting } from '../endpoints.test-fixture.ts'
import { infinite } from '../infinite.ts'
import { edit, type Edit } from '../mutations/edit.ts'
import { mutation } from '../mutations/mutation.ts'
import { EtaggedProvider } from '../provider.tsx'
import { query } from '../query.ts'
import type { Api, Apply } from './api.test-fixture.ts'
import { watchFrames } from './frames.test-fixture.tsx'

const feed = defineEndpoint({
  path: '/feed',
  response: trusting<readonly Item[]>(),
  params: trusting<{ readonly from: number }>(),
})

const pages = infinite(
  feed,
  { from: 0 },
  {
    initialPageParam: 0,
    getNextPageParam: (_, all) => (all.length < 2 ? all.length : undefined),
    page: (from) => ({ from }),
  },
)

export const rename = defineMutation({
  method: 'PUT',
  path: '/items/:id',
  body: trusting<{ readonly name: string }>(),
  invalidates: () => [{ url: '/items' }, { prefix: '/feed' }],
})

/** The same, unless somebody else has been faster. */
export const renameIfSame = defineMutation({
  method: 'PUT',
  path: '/items/:id',
  body: trusting<{ readonly name: string }>(),
  ifMatch: item,
})

/** What the API holds: one item that gets another name, and one that keeps its own. */
export const oneAndTwo = {
  '/items': [{ id: 1, name: 'one' }],
  '/items/1': { id: 1, name: 'one' },
  '/feed?from=0': [{ id: 1, name: 'one' }],
  '/feed?from=1': [{ id: 2, name: 'two' }],
}

/** Renames the item wherever it is. */
export const applyRenaming: Apply = (bodies, { body }) => {
  const { name } = body as Item
  for (const [path, found] of bodies) bodies.set(path, renamed(found as Item, name))
  return null
}

function renamed<Data extends Item | readonly Item[]>(data: Data, name: string): Data {
  const change = (each: Item): Item => (each.id === 1 ? { ...each, name } : each)
  return ('id' in data ? change(data) : data.map(change)) as Data
}

/** How the renaming shows, in each of the queries. */
export const editOf: Record<'list' | 'one' | 'pages', (name: string) => Edit> = {
  list: (name) => edit(query(items, {}), (list) => renamed(list, name)),
  one: (name) => edit(query(item, { id: 1 }), (one) => renamed(one, name)),
  pages: (name) =>
    edit(pages, (data) => ({ ...data, pages: data.pages.map((page) => renamed(page, name)) })),
}

/** An edit that can be seen to be there twice. */
export const marked: Edit = edit(pages, (data) => ({
  ...data,
  pages: data.pages.map((page) => page.map((each) => ({ ...each, name: `${each.name}!` }))),
}))

export function List(): ReactNode {
  return <p>{useQuery(query(items, {})).data?.map(({ name }) => name)}</p>
}

export function One(): ReactNode {
  return <p>{useQuery(query(item, { id: 1 })).data?.name}</p>
}

export function Pages(): ReactNode {
  const { data, fetchNextPage, hasNextPage } = useInfiniteQuery(pages)
  return (
    <>
      <p>{data?.pages.flat().map(({ name }) => name)}</p>
      {hasNextPage && (
        <button type="button" onClick={() => void fetchNextPage()}>
          more
        </button>
      )}
    </>
  )
}

export interface RacePage {
  readonly client: Etagged
  readonly host: HTMLElement
  readonly queryClient: QueryClient
  texts(): readonly string[]
  /** The page's only query. */
  query(): Query
  /** Calls the mutation, and gives its error if it fails. */
  rename(name: string, etag?: string): Promise<unknown>
}

export interface RacePageOptions {
  readonly content: ReactNode
  readonly optimistic?: (name: string) => readonly Edit[]
  readonly definition?: typeof rename
  readonly options?: EtaggedOptions
}

/** A page that shows something, and renames the first item. */
export function openRacePage(
  api: Api,
  { content, optimistic = () => [], definition = rename, options }: RacePageOptions,
): RacePage {
  const client = createEtagged({ baseUrl: api.url, fetch: api.fetch, ...options })
  const queryClient = new QueryClient()
  const giveQueryClient = (): QueryClient => queryClient
  const host = document.body.appendChild(document.createElement('div'))
  const frames = watchFrames(host)
  const renaming = mutation(definition, { optimistic: ({ body }) => optimistic(body.name) })
  let call: Call | undefined
  function Renaming({ rendered }: { readonly rendered: (latest: Call) => void }): ReactNode {
    const { mutateAsync } = useMutation(renaming)
    rendered((variables) => mutateAsync(variables))
    return null
  }
  render(
    frames.wrap(
      <EtaggedProvider client={client} queryClient={giveQueryClient} user={null}>
        {content}
        <Renaming rendered={(latest) => (call = latest)} />
      </EtaggedProvider>,
    ),
    { container: host },
  )
  return {
    client,
    host,
    queryClient,
    texts: () => frames.texts(),
    query() {
      const [found, ...others] = queryClient.getQueryCache().getAll()
      if (found === undefined || others.length > 0) throw new Error('Not one query')
      return found
    },
    async rename(name, etag) {
      try {
        return await call?.({ id: 1, body: { name }, etag })
      } catch (error) {
        return error
      }
    },
  }
}

type Call = (variables: {
  readonly id: number
  readonly body: { readonly name: string }
  readonly etag?: string | undefined
}) => Promise<unknown>
