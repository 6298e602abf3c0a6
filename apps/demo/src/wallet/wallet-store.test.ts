import { describe, expect, it } from 'vitest'
import { createKey } from './wallet-keys.ts'
import type { WalletRows } from './wallet-rows.ts'
import { createWalletStore, type WalletStore } from './wallet-store.ts'
import type { Wallet } from './wallet.ts'

/** A disk, which tabs share. */
function diskWith(
  ...stored: readonly unknown[]
): WalletRows & { readonly rows: Map<string, unknown> } {
  const rows = new Map(stored.map((row, index) => [String(index), row]))
  return {
    rows,
    read: () => Promise.resolve([...rows.values()]),
    put: (wallet) => Promise.resolve(void rows.set(wallet.address, wallet)),
    remove: (address) => Promise.resolve(void rows.delete(address)),
  }
}

const never = (): Promise<never> => new Promise(() => undefined)
const broken = (): Promise<never> => Promise.reject(new Error('No disk'))
const soon = (): Promise<void> => Promise.resolve()

let now = 0
const open = (rows: WalletRows, patience: () => Promise<void> = never): WalletStore =>
  createWalletStore({ rows, patience, clock: () => ++now })
const namesIn = (store: WalletStore) => store.current().wallets.map(({ name }) => name)

describe('the wallets of a browser', () => {
  it('are kept, oldest first', async () => {
    const disk = diskWith()
    const store = open(disk)
    expect(store.current()).toEqual({ status: 'loading', wallets: [] })
    const first = await store.create('Zoe')
    const second = await store.create(' Adam ')
    const after = open(disk)
    await after.refresh()
    expect(after.current()).toEqual({ status: 'kept', wallets: [first, second] })
    expect(namesIn(after)).toEqual(['Zoe', 'Adam'])
    expect(await after.find(second.address)).toBe(second)
  })

  it('have names of their own, in every tab', async () => {
    const disk = diskWith()
    await open(disk).create('Wallet 1')
    const store = open(disk)
    await expect(store.create('wallet 1')).rejects.toThrow('There is a wallet named wallet 1')
    await expect(store.create(' ')).rejects.toThrow('Give the wallet a name')
    expect(namesIn(store)).toEqual(['Wallet 1'])
    expect(disk.rows.size).toBe(1)
  })

  it('have names of their own, though two are made at once', async () => {
    const store = open(diskWith())
    const made = await Promise.allSettled([store.create('Twin'), store.create('Twin')])
    expect(made.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(namesIn(store)).toEqual(['Twin'])
  })

  it('leave out what another program has stored', async () => {
    const { key } = await createKey()
    const good: Wallet = { name: 'good', address: 'A', createdAt: 1, key }
    const store = open(
      diskWith(null, 'text', { ...good, key: 'secret' }, { ...good, name: 1 }, { key }, good),
    )
    await store.refresh()
    expect(store.current().wallets).toEqual([good])
  })

  it('follow what another tab makes and deletes', async () => {
    const disk = diskWith()
    const [here, there] = [open(disk), open(disk)]
    const { address } = await there.create('theirs')
    await here.refresh()
    expect(namesIn(here)).toEqual(['theirs'])
    await there.remove(address)
    expect(await here.find(address)).toBeUndefined()
    expect(namesIn(here)).toEqual([])
  })

  it('tell who listens', async () => {
    const store = open(diskWith())
    let told = 0
    const leave = store.subscribe(() => told++)
    await store.refresh()
    leave()
    await store.refresh()
    expect(told).toBe(1)
  })
})

describe('without a disk', () => {
  it.each([
    ['fails', { read: broken, put: broken, remove: broken }, never],
    ['never answers', { read: never, put: never, remove: never }, soon],
  ])('that %s, wallets last as long as the page', async (_, rows, patience) => {
    const store = open(rows, patience)
    await store.refresh()
    expect(store.current()).toEqual({ status: 'in-memory', wallets: [] })
    const wallet = await store.create('Fleeting')
    expect(store.current()).toEqual({ status: 'in-memory', wallets: [wallet] })
    expect(await store.find(wallet.address)).toBe(wallet)
    await store.remove(wallet.address)
    expect(store.current().wallets).toEqual([])
  })

  it('that fails to delete, the wallet is still there', async () => {
    const disk = diskWith()
    const store = open({ ...disk, remove: broken })
    const { address } = await store.create('Sticky')
    await expect(store.remove(address)).rejects.toThrow('No disk')
    expect(namesIn(store)).toEqual(['Sticky'])
  })

  it('that takes no more, the former wallets stay', async () => {
    const disk = diskWith()
    await open(disk).create('Kept')
    const store = open({ ...disk, put: broken })
    await store.create('Fleeting')
    await store.refresh()
    expect(namesIn(store)).toEqual(['Kept', 'Fleeting'])
    expect(store.current().status).toBe('in-memory')
  })
})
