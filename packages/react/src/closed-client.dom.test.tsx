import { createEtagged, type Etagged } from '@etagged/core'
import { act, render, screen } from '@testing-library/react'
import { Component, type ReactNode } from 'react'
import { afterEach, expect, it, vi } from 'vitest'
import { EtaggedProvider } from './provider.tsx'
import { useSession } from './use-session.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

interface Props {
  readonly children: ReactNode
}

class Boundary extends Component<Props, { readonly error?: Error }> {
  override state: { readonly error?: Error } = {}

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  override render(): ReactNode {
    return this.state.error?.message ?? this.props.children
  }
}

function Who(): ReactNode {
  return <p>page of {useSession().user}</p>
}

const open = (): Etagged => createEtagged({ baseUrl: 'http://api.test', tabs: false })

const page = (client: Etagged, user: string | undefined): ReactNode => (
  <Boundary>
    <EtaggedProvider client={client} user={user}>
      <Who />
    </EtaggedProvider>
  </Boundary>
)

it('a closed client that is to sign somebody in is an error of the tree, and nobody sees the page of another', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const client = open()
  const { rerender } = render(page(client, 'alice'))
  await screen.findByText('page of alice')
  await client.close()
  rerender(page(client, 'bob'))
  await screen.findByText('The client is closed: make another one')
  expect(screen.queryByText('page of alice')).toBeNull()
})

it.each([
  { says: 'by the same prop', user: 'bob', text: 'page of bob' },
  { says: 'who is not told yet', user: undefined, text: 'page of' },
])('what a closed client refuses late is no error of the tree of another ($says)', async (row) => {
  const [client, other] = [open(), open()]
  const { rerender } = render(page(client, 'alice'))
  await screen.findByText('page of alice')
  await client.close()
  rerender(page(client, 'bob'))
  rerender(page(other, row.user))
  await screen.findByText(row.text)
  // Until the refusal has come.
  await act(() => client.signIn('bob').catch(() => {}))
  expect(screen.getByText(row.text)).toBeDefined()
})
