import { createKey, type KeyPair } from './wallet-keys.ts'
import { readName } from './wallet-names.ts'
import type { WalletRows } from './wallet-rows.ts'
import { isWallet, type Wallet } from './wallet.ts'

/** The wallets of this browser, oldest first. */
export interface WalletList {
  /** `kept`: on disk. `in-memory`: the disk has failed, and new ones last as long as the page. */
  readonly status: 'loading' | 'kept' | 'in-memory'
  readonly wallets: readonly Wallet[]
}

/** The wallets of this browser, for `useSyncExternalStore`. */
export interface WalletStore {
  readonly current: () => WalletList
  readonly subscribe: (listener: () => void) => () => void
  /** Reads what is kept: other tabs make and delete wallets too. Does not reject. */
  readonly refresh: () => Promise<void>
  /** Makes a wallet and keeps it. Throws NameError and UnsupportedError. */
  readonly create: (name: string) => Promise<Wallet>
  /** The wallet, if it is still here. Does not reject. */
  readonly find: (address: string) => Promise<Wallet | undefined>
  /** Deletes a wallet for good. Rejects when the disk fails, and then it is still there. */
  readonly remove: (address: string) => Promise<void>
}

/** Options of {@link createWalletStore}. */
export interface WalletStoreOptions {
  readonly rows: WalletRows
  /** The time; ms since the epoch. @default Date.now */
  readonly clock?: () => number
  /** Resolves when the disk has had time enough to answer. @default after 2 s */
  readonly patience?: () => Promise<void>
  /** @default Web Crypto */
  readonly makeKey?: () => Promise<KeyPair>
}

export function createWalletStore(options: WalletStoreOptions): WalletStore {
  const { rows, clock = Date.now, patience = twoSeconds, makeKey = () => createKey() } = options
  const listeners = new Set<() => void>()
  /** Wallets that are not on disk, or not yet. */
  const unkept = new Map<string, Wallet>()
  let list: WalletList = { status: 'loading', wallets: [] }

  function show(status: WalletList['status'], kept: readonly Wallet[]): void {
    const known = new Map([...kept, ...unkept.values()].map((wallet) => [wallet.address, wallet]))
    list = { status, wallets: [...known.values()].toSorted((a, b) => a.createdAt - b.createdAt) }
    for (const listener of listeners) listener()
  }

  /** An IndexedDB that is blocked answers never. */
  async function inTime<T>(answer: Promise<T>): Promise<T> {
    const late = patience().then((): never => {
      throw new Error('The disk of this browser does not answer.')
    })
    return Promise.race([answer, late])
  }

  async function refresh(): Promise<void> {
    try {
      const found = await inTime(rows.read())
      show(unkept.size > 0 ? list.status : 'kept', found.filter(isWallet))
    } catch {
      show('in-memory', list.wallets)
    }
  }

  async function keep(wallet: Wallet): Promise<void> {
    unkept.set(wallet.address, wallet)
    show(list.status, list.wallets)
    try {
      await inTime(rows.put(wallet))
      unkept.delete(wallet.address)
    } catch {
      show('in-memory', list.wallets)
    }
  }

  return {
    current: () => list,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    refresh,
    async create(text) {
      const pair = await makeKey()
      await refresh()
      // From here to `keep` nothing waits, so no two wallets get the same name.
      const taken = list.wallets.map((wallet) => wallet.name)
      const wallet = { ...pair, name: readName(text, taken), createdAt: clock() }
      await keep(wallet)
      return wallet
    },
    async find(address) {
      await refresh()
      return list.wallets.find((wallet) => wallet.address === address)
    },
    async remove(address) {
      const isUnkept = unkept.delete(address)
      try {
        await inTime(rows.remove(address))
      } catch (error) {
        if (!isUnkept) throw error
      }
      show(
        list.status,
        list.wallets.filter((wallet) => wallet.address !== address),
      )
    },
  }
}

function twoSeconds(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 2000)
  })
}
