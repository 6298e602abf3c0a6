import { expect, it, vi } from 'vitest'
import type { Account } from '../auth/account.ts'
import type { Wallet } from '../wallet/wallet.ts'
import { createFrameEntry, type FrameEntry } from './frame-entry.ts'

interface Stage {
  readonly entry: FrameEntry
  readonly signIn: ReturnType<typeof vi.fn<Account['signIn']>>
  readonly create: ReturnType<typeof vi.fn<(name: string) => Promise<Wallet>>>
}

const walletOf = (name: string): Wallet => ({
  name,
  address: `address of ${name}`,
  createdAt: 0,
  key: {} as CryptoKey,
})

/** A frame of Alice in a browser that has wallets of these names. */
function open(names: readonly string[]): Stage {
  const create = vi.fn(async (name: string) => walletOf(name))
  const signIn = vi.fn(async (_address: string) => undefined)
  const wallets = {
    create,
    refresh: async () => undefined,
    current: () => ({ status: 'kept' as const, wallets: names.map(walletOf) }),
    subscribe: () => () => undefined,
    find: async () => undefined,
    remove: async () => undefined,
  }
  return {
    create,
    signIn,
    entry: createFrameEntry({ wallets, signIn }, { side: 'left', name: 'Alice' }),
  }
}

it.each(['Alice', 'alice'])('signs in with the wallet that is called %s', async (name) => {
  const { entry, signIn, create } = open(['Bob', name])
  await entry.enter()
  expect(signIn.mock.calls).toEqual([[`address of ${name}`]])
  expect(create).not.toHaveBeenCalled()
})

it('makes that wallet in a browser that has none', async () => {
  const { entry, signIn, create } = open(['Bob'])
  await entry.enter()
  expect(create.mock.calls).toEqual([['Alice']])
  expect(signIn.mock.calls).toEqual([['address of Alice']])
})

it('tells that it is under way, and that it is done', async () => {
  const { entry } = open(['Alice'])
  const told: string[] = []
  entry.subscribe(() => told.push(entry.current().state))
  await entry.enter()
  expect(told).toEqual(['busy', 'idle'])
})

it('tells what to do when the API is away, and goes on once it is back', async () => {
  const { entry, signIn } = open(['Alice'])
  signIn.mockRejectedValueOnce(new TypeError('Failed to fetch'))
  await entry.enter()
  expect(entry.current().failure).toBe(
    'The server cannot be reached. Try again once you are online.',
  )
  await entry.enter()
  expect(entry.current()).toEqual({ state: 'idle' })
})
