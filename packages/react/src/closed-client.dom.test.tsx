import { createEtagged } from '@etagged/core'
import { render, screen } from '@testing-library/react'
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

it('a closed client that is to sign somebody in is an error of the tree, and nobody sees the page of another', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const client = createEtagged({ baseUrl: 'http://api.test', tabs: false })
  const page = (user: string): ReactNode => (
    <Boundary>
      <EtaggedProvider client={client} user={user}>
        <Who />
      </EtaggedProvider>
    </Boundary>
  )
  const { rerender } = render(page('alice'))
  await screen.findByText('page of alice')
  await client.close()
  rerender(page('bob'))
  await screen.findByText('The client is closed: make another one')
  expect(screen.queryByText('page of alice')).toBeNull()
})
