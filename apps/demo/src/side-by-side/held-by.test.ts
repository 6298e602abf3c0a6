import { createEtagged } from '@etagged/core'
import { expect, it } from 'vitest'
import { heldBy, partitionLabel } from './held-by.ts'

it('what is everyone’s is not counted as the user’s, and a sign-out leaves nothing', async () => {
  const client = createEtagged({
    baseUrl: 'http://coins.test',
    fetch: async () => Response.json([], { headers: { etag: '"1"' } }),
  })
  await client.signIn('alice')
  await client.json('/mine')
  await client.json('/rates', { policy: { audience: 'everyone' } })
  expect(client.entries()).toHaveLength(2)
  expect(heldBy(client)).toBe(1)
  const alice = partitionLabel(client.session.partition)
  expect(alice).toMatch(/^[\da-f]{8}$/)
  await client.signIn('bob')
  expect(heldBy(client)).toBe(0)
  expect(partitionLabel(client.session.partition)).not.toBe(alice)
  await client.signOut()
  expect(partitionLabel(client.session.partition)).toBe('anonymous')
})
