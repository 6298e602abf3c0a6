import { createStore, del, set, values } from 'idb-keyval'
import type { Wallet } from './wallet.ts'

/** Where wallets are kept. Everything rejects when the disk fails. */
export interface WalletRows {
  readonly read: () => Promise<readonly unknown[]>
  readonly put: (wallet: Wallet) => Promise<void>
  readonly remove: (address: string) => Promise<void>
}

/** Rows in IndexedDB, which keeps a key without ever showing it (see {@link Wallet}). */
export function createIdbRows(): WalletRows {
  const store = createStore('etagged-demo-wallets', 'wallets')
  return {
    // Without IndexedDB the library throws instead of rejecting.
    read: async () => values(store),
    put: async (wallet) => set(wallet.address, wallet, store),
    remove: async (address) => del(address, store),
  }
}
