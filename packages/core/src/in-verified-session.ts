import type { Partition } from './cache/partition.ts'
import { type Eventually, whenKnown } from './cache/when-known.ts'

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
  return whenKnown(working, (result) => handedOut(partition, result))
}

function handedOut<T>(partition: Verified, result: T): Eventually<T> {
  return whenKnown(partition.verification, () => {
    partition.assertOpen()
    return result
  })
}
