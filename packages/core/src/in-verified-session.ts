import type { Partition } from './cache/partition.ts'
import { type Eventually, isPromise } from './cache/eventually.ts'

type Verified = Pick<Partition<unknown>, 'verification' | 'assertOpen'>

/**
 * Does this in a session that may have ended while the page slept: it is verified first, and again
 * before anything is handed out (I5).
 */
export function inVerifiedSession<T>(
  partition: Verified,
  work: () => Eventually<T>,
): Eventually<T> {
  const { verification } = partition
  const working = verification === undefined ? work() : verification.then(work)
  if (isPromise(working)) return handedOut(partition, working)
  partition.assertOpen()
  return working
}

async function handedOut<T>(partition: Verified, working: Promise<T>): Promise<T> {
  const result = await working
  if (partition.verification !== undefined) await partition.verification
  partition.assertOpen()
  return result
}
