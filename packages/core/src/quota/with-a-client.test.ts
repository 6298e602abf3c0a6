import { describe, expect, it } from 'vitest'
import type { Urgency } from '../cache/quota.ts'
import { clientOn, turn } from '../recorded.test-client.ts'
import { createQuota } from './create-quota.ts'

const limited = (remaining: number, status = 200): Response =>
  new Response(status === 304 ? null : '{"a":1}', {
    status,
    headers: {
      etag: '"1"',
      'content-type': 'application/json',
      'x-ratelimit-limit': '20',
      'x-ratelimit-remaining': String(remaining),
      'x-ratelimit-reset': '60',
    },
  })

describe('a client with a quota', () => {
  function client() {
    let left = 20
    const quota = createQuota({ tabs: false, endpoints: [{ path: '/coins/:mint' }] })
    const { etagged, clock } = clientOn(
      ({ headers }) => limited(--left, headers.has('if-none-match') ? 304 : 200),
      { quota, assumeFresh: 60 },
    )
    const refresh = async (path: string, urgency: Urgency): Promise<unknown> => {
      const url = etagged.urlOf(path)
      const end = await quota.turn({
        method: 'GET',
        url,
        path: '/coins/:mint',
        urgency: () => urgency,
      })
      try {
        const { outcome } = await etagged.json(path, { cache: 'no-cache' })
        return 'fwdStatus' in outcome ? outcome.fwdStatus : outcome.kind
      } finally {
        end()
      }
    }
    return { quota, etagged, clock, refresh }
  }

  it('has its requests counted, and never waits', async () => {
    const { quota, etagged } = client()
    for (let index = 0; index < 19; index++) await etagged.json(`/coins/${index}`)
    expect(quota.buckets()).toMatchObject([
      { name: 'GET https://api.test /coins/:mint', limit: 20, remaining: 1 },
    ])
    await etagged.fetch('/coins/20')
    expect(quota.buckets()).toMatchObject([{ remaining: 0 }])
    expect(etagged.quota).toBe(quota)
  })

  it('counts a permission and its request once', async () => {
    const { quota, refresh } = client()
    expect(await refresh('/coins/1', 'visible')).toBe(200)
    expect(await refresh('/coins/1', 'visible')).toBe(304)
    expect(quota.buckets()).toMatchObject([{ remaining: 18, waiting: 0 }])
  })

  it('has its queries wait for the next window', async () => {
    const { quota, etagged, clock, refresh } = client()
    for (let index = 0; index < 18; index++) await etagged.json(`/coins/${index}`)
    let answered: unknown
    const waiting = refresh('/coins/1', 'visible').then((status) => {
      answered = status
    })
    await turn()
    expect(quota.buckets()).toMatchObject([{ remaining: 2, waiting: 1 }])
    clock.advance(53)
    await turn()
    expect(answered).toBeUndefined()
    clock.advance(1)
    await waiting
    expect(answered).toBe(304)
    expect(clock.waiting()).toBe(0)
  })

  it('counts no permission for what memory answered', async () => {
    const { quota, etagged } = client()
    await etagged.json('/coins/1')
    const url = etagged.urlOf('/coins/1')
    const turned = { method: 'GET', url, path: '/coins/:mint', urgency: () => 'visible' as const }
    const end = await quota.turn(turned)
    expect(quota.buckets()).toMatchObject([{ remaining: 18 }])
    await etagged.json('/coins/1')
    end()
    expect(quota.buckets()).toMatchObject([{ remaining: 19 }])
  })
})
