import type { Clock } from '../clock.ts'
import type { Seconds } from '../rules/stored-response.ts'

/** Timers of a hidden page wait for the next full second: more of them would be so many seconds. */
const SLICES = 2

/** What was waited for did not come in time. */
export class BudgetExceeded extends Error {
  override readonly name = 'BudgetExceeded'
}

/**
 * Time in which the page did not run, since it was busy, frozen or asleep, does not count: then the
 * budget's timer and the store's answer are due together, in any order. So the budget is spent in
 * slices, and a pause costs one of them.
 */
export function withinBudget<T>(promise: Promise<T>, budget: Seconds, clock: Clock): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const exceeded = () => reject(new BudgetExceeded(`no answer within ${budget} s`))
    let cancel = (): void => undefined
    const spend = (slices: number): void => {
      if (slices === 0) return exceeded()
      cancel = clock.after(budget / SLICES, () => spend(slices - 1))
    }
    spend(SLICES)
    promise.then(resolve, reject).finally(() => cancel())
  })
}
