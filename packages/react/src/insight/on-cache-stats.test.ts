import { createEtagged } from '@etagged/core'
import { expect, it, vi } from 'vitest'
import { onCacheStats } from './on-cache-stats.ts'

it('on a server there is no page that is hidden: nothing is reported, and nothing fails', () => {
  const client = createEtagged({ baseUrl: 'http://api.test' })
  const callback = vi.fn()
  onCacheStats(client, callback)()
  expect(callback).not.toHaveBeenCalled()
})
