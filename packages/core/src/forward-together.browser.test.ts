import { describe, expect, it } from 'vitest'
import { createEtagged } from './create-etagged.ts'
import type { Etagged } from './etagged.ts'
import { rejectionOf } from './recorded.test-client.ts'
import { createMemoryDisk } from './testing/memory-disk.ts'

let users = 0

/** Ten clients that share a disk, and the browser's own channels and locks. */
async function openTen(reply: () => Response) {
  const disk = createMemoryDisk()
  const user = `user ${performance.timeOrigin} ${users++}`
  const gates: (() => void)[] = []
  const clients = Array.from({ length: 10 }, () =>
    createEtagged({
      baseUrl: 'https://api.test',
      store: disk.persistence,
      async fetch() {
        await new Promise<void>((resolve) => gates.push(resolve))
        return reply()
      },
    }),
  )
  await Promise.all(clients.map((client) => client.signIn(user)))
  const partition = clients[0]?.session.partition
  /** How many tabs wait for a lock of the partition. */
  async function waiting(): Promise<number> {
    const { pending = [] } = await navigator.locks.query()
    return pending.filter(({ name }) => name?.startsWith(`etagged-${partition}`)).length
  }
  return { clients, gates, waiting }
}

const asked = (clients: readonly Etagged[]) =>
  Promise.all(clients.map((client) => client.json('/coins')))

describe('ten tabs that ask for the same, with the locks of the browser', () => {
  it('send one request', async () => {
    const headers = { etag: '"1"', 'content-type': 'application/json' }
    const { clients, gates, waiting } = await openTen(() => new Response('[1]', { headers }))
    const answers = asked(clients)
    await expect.poll(waiting).toBe(9)
    expect(gates).toHaveLength(1)
    gates[0]?.()
    for (const { data } of await answers) expect(data).toEqual([1])
    expect(gates).toHaveLength(1)
    await Promise.all(clients.map((client) => client.close()))
  })

  it('go at once, side by side, when the first answer must not be stored', async () => {
    const headers = { 'cache-control': 'no-store' }
    const { clients, gates, waiting } = await openTen(() => new Response('[1]', { headers }))
    const answers = asked(clients)
    await expect.poll(waiting).toBe(9)
    gates[0]?.()
    await expect.poll(() => gates.length).toBe(10)
    for (const open of gates) open()
    for (const { data } of await answers) expect(data).toEqual([1])
    await Promise.all(clients.map((client) => client.close()))
  })

  it('go on when the one that went closes', async () => {
    const headers = { etag: '"1"', 'content-type': 'application/json' }
    const { clients, gates, waiting } = await openTen(() => new Response('[1]', { headers }))
    const [first, ...others] = clients
    const ended = rejectionOf(Promise.resolve(first?.json('/coins')))
    await expect.poll(() => gates.length).toBe(1)
    const answers = asked(others)
    await expect.poll(waiting).toBe(9)
    await first?.close()
    expect(await ended).toMatchObject({ name: 'SessionEndedError' })
    await expect.poll(() => gates.length).toBe(2)
    gates[1]?.()
    for (const { data } of await answers) expect(data).toEqual([1])
    expect(gates).toHaveLength(2)
    await Promise.all(others.map((client) => client.close()))
  })
})
