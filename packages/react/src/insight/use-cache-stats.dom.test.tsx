import { createEtagged } from '@etagged/core'
import { QueryClient } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import { type ReactNode, StrictMode } from 'react'
import { expect, it } from 'vitest'
import { items } from '../endpoints.test-fixture.ts'
import { startOrigin } from '../origin.test-fixture.ts'
import { EtaggedProvider } from '../provider.tsx'
import { query } from '../query.ts'
import { useCacheStats } from './use-cache-stats.ts'

const origin = startOrigin({ '/items': [{ id: 1, name: 'one' }] })

it('shows what the cache did, also before it was mounted, and renders no more often than it changes', async () => {
  const client = createEtagged({ baseUrl: origin.url })
  await client.signIn('alice')
  await client.json('/items')
  const renders: number[] = []
  function Figures(): ReactNode {
    const { requests, validated } = useCacheStats()
    renders.push(requests)
    return (
      <p>
        {requests} of which {validated}
      </p>
    )
  }
  const queryClient = new QueryClient()
  const createQueryClient = (): QueryClient => queryClient
  render(
    <StrictMode>
      <EtaggedProvider client={client} queryClient={createQueryClient} user="alice">
        <Figures />
      </EtaggedProvider>
    </StrictMode>,
  )
  expect(screen.getByText('1 of which 0')).toBeTruthy()
  renders.length = 0
  await queryClient.fetchQuery({ ...query(items, {}), staleTime: 0 })
  await queryClient.refetchQueries({ type: 'all' })
  await screen.findByText('3 of which 2')
  // StrictMode renders each time twice.
  expect(renders.length).toBeLessThanOrEqual(4)
})
