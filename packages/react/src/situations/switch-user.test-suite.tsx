import { createEtagged, type Etagged } from '@etagged/core'
import { createIdbStore } from '@etagged/idb'
import { QueryClient, QueryClientProvider, useQuery, useQueryClient } from '@tanstack/react-query'
import { render, within } from '@testing-library/react'
import {
  Activity,
  type ComponentProps,
  type ReactNode,
  startTransition,
  StrictMode,
  Suspense,
  useState,
} from 'react'
import { expect, it } from 'vitest'
import { hasActivity, needsActivity } from '../activity.test-fixture.ts'
import { EtaggedProvider } from '../provider.tsx'
import type { GivenQueryClient } from '../session-query-client.ts'
import { visibleText } from '../visible-text.test-fixture.ts'
import type { Api, OpenApi } from './api.test-fixture.ts'
import { watchFrames } from './frames.test-fixture.tsx'
import { everythingStored } from './stored-text.test-fixture.ts'
import { note, UsersPage, usersOwn } from './users-page.test-fixture.tsx'
import { until } from './until.test-fixture.ts'

interface Given {
  readonly says: string
  readonly give: () => GivenQueryClient
}

const own: Given = { says: 'a QueryClient for each session', give: () => undefined }
const made: Given = { says: 'a maker of QueryClients', give: () => () => new QueryClient() }
const shared: Given = { says: 'one QueryClient for all sessions', give: () => new QueryClient() }

/** Who tells the page that another user is there, and how. */
interface Way {
  readonly says: string
  /** The app by the prop, or by itself. */
  readonly by: 'user prop' | 'signIn'
  readonly isTransition?: true
  readonly isStrict?: true
  readonly suspends?: 'inside' | 'outside'
  /** What apps are used to doing at a switch. */
  readonly ritual?: (queryClient: QueryClient) => void
}

/** What cannot hide shows. */
function Hiding({ children, ...props }: ComponentProps<typeof Activity>): ReactNode {
  return hasActivity ? <Activity {...props}>{children}</Activity> : children
}

const byProp: Way = { says: 'by the user prop', by: 'user prop' }
const bySignIn: Way = { says: 'by client.signIn', by: 'signIn' }

interface Visit {
  readonly api: Api
  readonly client: Etagged
  readonly host: HTMLElement
  readonly alice: string
  readonly bob: string
  readonly heard: readonly string[]
  /** The QueryClient of the session that was rendered last. */
  queryClient(): QueryClient
  switchTo(user: string | null): void
  /** What is shown again is watched from then on. */
  hide(isHidden: boolean): void
  /** Since the switch. */
  texts(): readonly string[]
}

export function describeSwitchOfUser(openApi: OpenApi): void {
  async function visit(way: Way, queryClient?: GivenQueryClient): Promise<Visit> {
    const [alice, bob] = [`alice ${crypto.randomUUID()}`, `bob ${crypto.randomUUID()}`]
    const api = openApi(usersOwn)
    const client = createEtagged({
      baseUrl: api.url,
      fetch: api.fetch,
      store: createIdbStore(),
      headers: ({ user }) => ({ authorization: user ?? 'nobody' }),
    })
    const host = document.body.appendChild(document.createElement('div'))
    const frames = watchFrames(host)
    const heard: string[] = []
    await client.signIn(alice)
    // What suspends is there at once.
    if (way.suspends) await client.json('/notes/1', { schema: note.response })
    let tell: (user: string | null) => void = () => {}
    let hide: (isHidden: boolean) => void = () => {}
    let current = new QueryClient()
    function Current(): ReactNode {
      current = useQueryClient()
      return null
    }
    function App(): ReactNode {
      const [user, setUser] = useState<string | null>(alice)
      const [isHidden, setIsHidden] = useState(false)
      hide = setIsHidden
      tell = way.by === 'user prop' ? setUser : (next) => void client.signIn(next)
      return (
        <Suspense fallback="outer">
          <Hiding mode={isHidden ? 'hidden' : 'visible'}>
            <EtaggedProvider
              client={client}
              fallback="switching"
              {...(queryClient && { queryClient })}
              {...(way.by === 'user prop' && { user })}
            >
              <Current />
              <UsersPage first={alice} heard={(what) => heard.push(what)} suspends={way.suspends} />
            </EtaggedProvider>
          </Hiding>
        </Suspense>
      )
    }
    const app = frames.wrap(<App />)
    render(way.isStrict ? <StrictMode>{app}</StrictMode> : app, { container: host })
    const page = within(host)
    await findAllOf(host, alice, 'first', way)
    page.getByText('more').click()
    await page.findByText(`pages: page 0 of ${alice},page 1 of ${alice}`)
    return {
      api,
      client,
      host,
      alice,
      bob,
      heard,
      queryClient: () => current,
      texts: frames.texts,
      hide(isHidden) {
        frames.begin()
        hide(isHidden)
      },
      switchTo(user) {
        frames.begin()
        const change = (): void => {
          way.ritual?.(current)
          tell(user)
        }
        if (way.isTransition) startTransition(change)
        else change()
      },
    }
  }

  async function findAllOf(
    host: HTMLElement,
    user: string,
    kept: 'first' | 'second',
    { suspends }: Pick<Way, 'suspends'> = {},
  ): Promise<void> {
    const page = within(host)
    await page.findByText(`memo: list of ${user}`)
    await page.findByText(`kept: ${kept} of ${user}`)
    if (suspends) await page.findByText(`suspense: first of ${user}`)
    await page.findByText(`pages: page 0 of ${user}`)
  }

  /** The next page, and a mutation with an optimistic edit: neither of them is answered. */
  async function leaveInFlight({ api, host, alice }: Visit): Promise<void> {
    const page = within(host)
    api.hold()
    page.getByText('more').click()
    await until(() => expect(api.waiting('GET')).toHaveLength(1))
    page.getByText(/^rename/).click()
    await page.findByText(`memo: edit of ${alice}`)
    await until(() => expect(api.waiting('PUT')).toHaveLength(1))
  }

  async function expectNothingOf(user: string, { client, queryClient }: Visit): Promise<void> {
    const queries = queryClient().getQueryCache().getAll()
    const mutations = queryClient().getMutationCache().getAll()
    expect(JSON.stringify(queries.map(({ state }) => state))).not.toContain(user)
    expect(JSON.stringify(mutations.map(({ state }) => state))).not.toContain(user)
    expect(JSON.stringify(client.dehydrate())).not.toContain(user)
    await client.idle()
    expect(await everythingStored()).not.toContain(user)
  }

  it.each([
    { ...own, way: { ...byProp, suspends: 'inside' } },
    { ...own, way: bySignIn },
    { ...made, way: { ...byProp, says: 'by the user prop, in StrictMode', isStrict: true } },
    { ...shared, way: { ...byProp, suspends: 'inside' } },
    { ...shared, way: bySignIn },
    { ...shared, way: { ...byProp, says: 'by the user prop, in StrictMode', isStrict: true } },
  ] satisfies (Given & { way: Way })[])(
    'I1, I2: no frame shows anything of the former, and nothing of him is left, with $says ($way.says)',
    async ({ give, way }) => {
      const visited = await visit(way, give())
      const { api, client, host, alice, bob, heard } = visited
      await leaveInFlight(visited)
      const before = api.exchanges.length
      visited.switchTo(bob)
      await until(() => expect(client.session.user).toBe(bob))
      expect(api.waiting().filter(({ user }) => user === alice)).toEqual([])
      api.release()
      await findAllOf(host, bob, 'second', way)
      await client.idle()

      expect(visited.texts().length).toBeGreaterThan(0)
      expect(visited.texts().filter((text) => text.includes(alice))).toEqual([])
      await expectNothingOf(alice, visited)
      const next = api.exchanges.slice(before)
      expect(new Set(next.map(({ user }) => user))).toEqual(new Set([bob]))
      expect(next.filter(({ ifNoneMatch }) => ifNoneMatch !== null)).toEqual([])
      expect(heard.filter((what) => what.includes(bob))).toEqual([])
      await client.close()
    },
  )

  it.each([own, shared])(
    'the late reply to a mutation of the former runs none of the callbacks that the next one has rendered, although useMutation swaps them; nor do kept data cross over ($says)',
    async ({ give }) => {
      const visited = await visit(byProp, give())
      const { api, client, host, alice, bob, heard } = visited
      await leaveInFlight(visited)
      visited.switchTo(bob)
      await within(host).findByText('memo:')
      expect(within(host).getByText(/^kept/).textContent).toBe('kept: ')
      api.release()
      await findAllOf(host, bob, 'second')
      expect(heard).toEqual([`${alice} SessionEndedError`, `${alice} settled`])
      expect(within(host).getByText(/^rename/).textContent).toBe('rename  ')
      await client.close()
    },
  )

  it.each([
    {
      ...own,
      way: { ...byProp, says: 'by the user prop', isTransition: true, suspends: 'outside' },
    },
    {
      ...own,
      way: { ...bySignIn, says: 'by client.signIn', isTransition: true, suspends: 'outside' },
    },
    {
      ...shared,
      way: { ...byProp, says: 'by the user prop', isTransition: true, suspends: 'outside' },
    },
  ] satisfies (Given & { way: Way })[])(
    'a switch inside startTransition does not keep the former on the screen until the next has data, although the Suspense boundary is outside ($says, $way.says)',
    async ({ give, way }) => {
      const visited = await visit(way, give())
      const { api, client, host, alice, bob } = visited
      api.hold()
      visited.switchTo(bob)
      await until(() => expect(host.textContent).not.toContain(alice))
      await within(host).findByText('outer')
      api.release()
      await findAllOf(host, bob, 'second', way)
      expect(visited.texts().filter((text) => text.includes(alice))).toEqual([])
      await client.close()
    },
  )

  it.each([
    { says: 'clear() tells no component', ritual: (all: QueryClient) => all.clear() },
    {
      says: 'resetQueries() asks with the functions of the former',
      ritual: (all: QueryClient) => void all.resetQueries(),
    },
    {
      says: 'invalidateQueries() removes nothing',
      ritual: (all: QueryClient) => void all.invalidateQueries(),
    },
  ])('$says; an app that calls it at the switch shows nothing of him either', async (row) => {
    const visited = await visit({ ...byProp, ...row }, shared.give())
    const { api, client, host, alice, bob } = visited
    api.hold()
    visited.switchTo(bob)
    await until(() => expect(client.session.user).toBe(bob))
    api.release()
    await findAllOf(host, bob, 'second')
    // A ritual may render once more before the prop does.
    const gone = visited.texts().findIndex((text) => !text.includes(alice))
    expect(visited.texts().slice(gone).join()).not.toContain(alice)
    await expectNothingOf(alice, visited)
    await client.close()
  })

  it.for([own, shared])(
    'what React has hidden shows nothing of the former when it is shown again after a switch ($says)',
    async ({ give }, context) => {
      needsActivity(context)
      const visited = await visit(bySignIn, give())
      const { client, host, alice, bob } = visited
      visited.hide(true)
      await until(() => expect(visibleText(host)).toBe(''))
      const queries = visited.queryClient().getQueryCache()
      visited.switchTo(bob)
      await until(() => expect(queries.getAll()).toEqual([]))
      visited.hide(false)
      await findAllOf(host, bob, 'second')
      expect(visited.texts().filter((text) => text.includes(alice))).toEqual([])
      await expectNothingOf(alice, visited)
      await client.close()
    },
  )

  it("what is the app's own in a QueryClient that all sessions share is there in every frame", async () => {
    const queryClient = new QueryClient()
    let asked = 0
    function Weather(): ReactNode {
      const queryFn = (): string => `sunny ${++asked}`
      return <p>{useQuery({ queryKey: ['weather'], queryFn, staleTime: Infinity }).data}</p>
    }
    const outside = document.body.appendChild(document.createElement('div'))
    const weather = watchFrames(outside)
    render(
      weather.wrap(
        <QueryClientProvider client={queryClient}>
          <Weather />
        </QueryClientProvider>,
      ),
      { container: outside },
    )
    await within(outside).findByText('sunny 1')
    const visited = await visit(byProp, queryClient)
    weather.begin()
    visited.switchTo(visited.bob)
    await findAllOf(visited.host, visited.bob, 'second')
    expect(outside.textContent).toBe('sunny 1')
    expect(new Set(weather.texts())).not.toContain('')
    expect(queryClient.getQueryData(['weather'])).toBe('sunny 1')
    await visited.client.close()
  })

  it.each([own, shared])(
    'two switches in one turn end at the last user, and show nobody else ($says)',
    async ({ give }) => {
      const visited = await visit(bySignIn, give())
      const { api, client, host, alice, bob } = visited
      const carol = `carol ${crypto.randomUUID()}`
      visited.switchTo(bob)
      visited.switchTo(carol)
      await findAllOf(host, carol, 'second')
      const others = visited.texts().filter((text) => text.includes(alice) || text.includes(bob))
      expect(others).toEqual([])
      expect(api.exchanges.filter(({ user }) => user === bob)).toEqual([])
      await expectNothingOf(alice, visited)
      await client.close()
    },
  )
}
