import type { StoreFactory } from '../stores/response-store.ts'
import { type ContractCase, onTrial } from './contract-case.ts'
import { endCases } from './end-cases.ts'
import { invalidationCases } from './invalidation-cases.ts'
import { orderCases } from './order-cases.ts'
import { putCases } from './put-cases.ts'
import { tagCases } from './tag-cases.ts'

/** One promise of a store, and the way to find out whether it is kept. */
export interface StoreCase {
  /** A sentence of the contract. */
  readonly title: string
  /** Rejects with an Error that says what was promised and what came instead. */
  readonly run: () => Promise<void>
}

/**
 * What `ResponseStore` promises, as cases for any test runner. The factory makes stores that outlive
 * each other: what one keeps in a partition, the next one on that partition finds.
 *
 * Every case works in partitions of its own, named by 32 random hexadecimal digits, and ends them.
 *
 * @param createStore makes the stores on trial
 * @example
 * for (const { title, run } of storeContract(createMyStore)) it(title, run)
 */
export function storeContract(createStore: StoreFactory): readonly StoreCase[] {
  return [...putCases, ...invalidationCases, ...tagCases, ...orderCases, ...endCases].map(
    (contractCase: ContractCase) => ({
      title: contractCase.title,
      run: () => onTrial(createStore, contractCase),
    }),
  )
}
