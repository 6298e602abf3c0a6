import type { Partition } from './cache/partition.ts'

/**
 * Does this in a session that may have ended while the page slept: it is verified first, and again
 * before anything is handed out (I5).
 */
export async function inVerifiedSession<T>(
  partition: Pick<Partition<unknown>, 'verification' | 'assertOpen'>,
  work: () => Promise<T>,
): Promise<T> {
  if (partition.verification !== undefined) await partition.verification
  const result = await work()
  if (partition.verification !== undefined) await partition.verification
  partition.assertOpen()
  return result
}
