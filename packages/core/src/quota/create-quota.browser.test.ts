import { afterEach, expect, it } from 'vitest'
import type { Quota } from '../cache/quota.ts'
import { systemClock } from '../clock.ts'
import { hashOf } from '../tabs/messages.ts'
import { createQuota } from './create-quota.ts'

const LIMIT = 6

const controllers = new Set<AbortController>()
afterEach(() => {
  for (const controller of controllers) controller.abort()
  controllers.clear()
  for (const frame of document.querySelectorAll('iframe')) frame.remove()
})

let tests = 0

/** Two pages' worth of quotas, as far as channels and locks can tell, and a server with a limit. */
function open() {
  const origin = `https://api-${tests++}.test`
  const path = `/coins-${performance.timeOrigin}`
  let count = 0
  let gate: Promise<void> | undefined
  const server: typeof fetch = async () => {
    count++
    const left = LIMIT - count
    await gate
    return new Response(null, {
      status: left < 0 ? 429 : 200,
      headers: {
        'x-ratelimit-limit': String(LIMIT),
        'x-ratelimit-remaining': String(Math.max(0, left)),
        'x-ratelimit-reset': '3000',
      },
    })
  }
  function page() {
    const quota = createQuota({ endpoints: [{ path }] })
    const network = quota.watch(server, systemClock)
    const controller = new AbortController()
    controllers.add(controller)
    const refresh = async (): Promise<number> => {
      const url = `${origin}${path}`
      const { signal } = controller
      const end = await quota.turn({ method: 'GET', url, path, urgency: () => 'visible', signal })
      try {
        return (await network(url)).status
      } finally {
        end()
      }
    }
    return { quota, network: () => network(`${origin}${path}`), refresh }
  }
  return {
    page,
    lock: `etagged-quota ${hashOf(`GET ${origin} ${path}`)}`,
    served: () => count,
    /** Answers wait until the returned function is called. */
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>()
      gate = promise
      return resolve
    },
  }
}

const remaining = (quota: Quota): number | undefined => quota.buckets()[0]?.remaining

async function holdersOf(lock: string): Promise<number> {
  const { held = [] } = await navigator.locks.query()
  return held.filter(({ name }) => name === lock).length
}

it('two pages spend together what the origin allows, and leave what is kept', async () => {
  const { page, served, lock } = open()
  const [one, other] = [page(), page()]
  const statuses: number[] = []
  for (const { refresh } of [one, other]) {
    for (let index = 0; index < 5; index++) {
      // The test ends while some wait, and they leave.
      refresh().then(
        (status) => statuses.push(status),
        () => undefined,
      )
    }
  }
  await expect.poll(() => statuses.length).toBe(LIMIT - 1)
  await expect.poll(async () => holdersOf(lock)).toBe(0)
  expect(statuses).toEqual([200, 200, 200, 200, 200])
  expect(served()).toBe(LIMIT - 1)
  await expect.poll(() => [remaining(one.quota), remaining(other.quota)]).toEqual([1, 1])
  expect(one.quota.buckets()).toMatchObject([{ limit: LIMIT }])
})

it('a page hears what an answer in another one left', async () => {
  const { page } = open()
  const [one, other] = [page(), page()]
  await other.network()
  expect(remaining(other.quota)).toBe(5)
  await one.network()
  await one.network()
  await expect.poll(() => remaining(other.quota)).toBe(3)
})

it('a lock is held while a refresh is under way, and what is wanted now does not wait for it', async () => {
  const { page, lock, hold, served } = open()
  const [one, other] = [page(), page()]
  const release = hold()
  const first = one.refresh()
  await expect.poll(async () => holdersOf(lock)).toBe(1)
  await expect.poll(served).toBe(1)
  const second = other.refresh()
  const now = other.network()
  expect(served()).toBe(2)
  release()
  expect(await Promise.all([first, second])).toEqual([200, 200])
  expect((await now).status).toBe(200)
  await expect.poll(async () => holdersOf(lock)).toBe(0)
})

it('a page that is gone holds nobody up', async () => {
  const { page, lock } = open()
  const frame = document.createElement('iframe')
  document.body.append(frame)
  const { promise: taken, resolve: take } = Promise.withResolvers<void>()
  void frame.contentWindow?.navigator.locks
    .request(lock, async () => {
      take()
      await new Promise(() => {})
    })
    // Its page is gone.
    .catch(() => undefined)
  await taken
  const refresh = page().refresh()
  frame.remove()
  expect(await refresh).toBe(200)
})
