import { createEtagged, type Etagged, type EtaggedOptions } from '@etagged/core'
import { useQuery } from '@tanstack/react-query'
import { act, render, screen } from '@testing-library/react'
import { Activity, Profiler, type ReactNode } from 'react'
import { expect, it } from 'vitest'
import { needsActivity } from './activity.test-fixture.ts'
import { mine } from './endpoints.test-fixture.ts'
import { startOrigin } from './origin.test-fixture.ts'
import { EtaggedProvider } from './provider.tsx'
import { query } from './query.ts'
import { useSession } from './use-session.ts'

// Clear-Site-Data counts from a secure origin only.
const origin = startOrigin({ '/mine': { of: '$user' } }, 'https://api.test')

function createClient(options: EtaggedOptions = {}): Etagged {
  const headers: EtaggedOptions['headers'] = ({ user }) => ({ authorization: user ?? 'nobody' })
  return createEtagged({ baseUrl: origin.url, tabs: false, headers, ...options })
}

function Mine(): ReactNode {
  const { state, because } = useSession()
  const { data, refetch } = useQuery(query(mine, {}))
  return (
    <>
      <p>
        {state} {because} {data?.of}
      </p>
      <button type="button" onClick={() => void refetch()}>
        ask
      </button>
    </>
  )
}

interface Shown {
  /** What the page said at each commit. */
  readonly texts: string[]
  readonly tell: (user: string | null) => void
}

function show(client: Etagged, user: string | null): Shown {
  const texts: string[] = []
  const host = document.body.appendChild(document.createElement('div'))
  const tree = (named: string | null): ReactNode => (
    <Profiler id="page" onRender={() => void texts.push(host.textContent)}>
      <EtaggedProvider client={client} user={named}>
        <Mine />
      </EtaggedProvider>
    </Profiler>
  )
  const { rerender } = render(tree(user), { container: host })
  function tell(named: string | null): void {
    rerender(tree(named))
  }
  return { texts, tell }
}

it.each([
  { because: 'foreign-response', fields: { 'x-user': 'mallory' } },
  { because: 'clear-site-data', fields: { 'clear-site-data': '"storage"' } },
])('the tree of a session that a response ended goes at once ($because)', async (row) => {
  const client = createClient({
    identify: ({ headers }) => headers.get('x-user') ?? undefined,
  })
  const { texts } = show(client, 'alice')
  await screen.findByText('signed-in sign-in alice')
  origin.fields = row.fields
  client.subscribe(({ type }) => {
    if (type !== 'session') return
    origin.fields = {}
    texts.length = 0
  })
  act(() => screen.getByRole('button').click())
  await screen.findByText(`anonymous ${row.because} nobody`)
  expect(texts.filter((text) => text.includes('alice'))).toEqual([])
})

it('the same user prop does not sign in again whom a sign-out took off; null and the user do', async () => {
  const client = createClient()
  const { tell } = show(client, 'alice')
  await screen.findByText('signed-in sign-in alice')
  await act(() => client.signOut())
  await screen.findByText('anonymous sign-out nobody')
  tell('alice')
  await screen.findByText('anonymous sign-out nobody')
  tell(null)
  await screen.findByText('anonymous sign-out nobody')
  tell('alice')
  await screen.findByText('signed-in sign-in alice')
  expect(client.session.user).toBe('alice')
})

it('a provider that React hides and shows again does not sign in once more', async (context) => {
  needsActivity(context)
  const client = createClient()
  const tree = (mode: 'visible' | 'hidden'): ReactNode => (
    <Activity mode={mode}>
      <EtaggedProvider client={client} user="alice">
        <Mine />
      </EtaggedProvider>
    </Activity>
  )
  const { rerender } = render(tree('visible'))
  await screen.findByText('signed-in sign-in alice')
  await act(() => client.signIn('alice'))
  rerender(tree('hidden'))
  await act(() => client.signOut())
  rerender(tree('visible'))
  await screen.findByText('anonymous sign-out nobody')
  expect(client.session.user).toBe(null)
})
