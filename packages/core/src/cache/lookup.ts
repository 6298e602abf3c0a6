import type { ResolvedPolicy } from '../rules/policy.ts'
import type { StoredBody, StoredResponse } from '../rules/stored-response.ts'
import type { Reading } from './data.ts'
import type { Tier } from './events.ts'
import type { Partition } from './partition.ts'
import type { Tracer } from './tracer.ts'

/** Reads a response's body as the caller needs it; an unusable one is as good as absent. */
export type Inspect = (
  response: StoredResponse,
  /** The body that it replaces. */
  previous?: StoredBody,
  tracer?: Tracer,
) => Reading | Promise<Reading>

/** Inspects, and tells the tracer when that means to parse. */
export function inspectedBy(tracer: Tracer | undefined, inspect: Inspect): Inspect {
  return (response, previous) => inspect(response, previous, tracer)
}

export interface Found {
  readonly variants: readonly StoredResponse[]
  readonly tier: Exclude<Tier, 'network'>
}

/** What is stored under a key: from memory, else from disk if it may be there. A fault of the disk is a miss. */
export async function lookup(
  partition: Partition<unknown>,
  key: string,
  inspect: Inspect,
  { persist }: Pick<ResolvedPolicy, 'persist'>,
): Promise<Found> {
  partition.joinTabs()?.know(key)
  const inMemory = partition.memory.get(key)
  const disk = inMemory.length > 0 || !persist ? undefined : partition.openDisk()
  if (disk === undefined) return { variants: await usable(inMemory, inspect), tier: 'memory' }
  const judge = disk.judge(key)
  const read = await usable(await disk.get(key), inspect)
  partition.assertOpen()
  // Who read along may have been faster; then his are the objects that all share.
  const raced = partition.memory.get(key)
  if (raced.length > 0) return { variants: await usable(raced, inspect), tier: 'memory' }
  const variants = judge(read)
  for (const stored of variants) partition.memory.put(stored)
  return { variants, tier: 'disk' }
}

async function usable(
  variants: readonly StoredResponse[],
  inspect: Inspect,
): Promise<readonly StoredResponse[]> {
  if (variants.length === 0) return variants
  const readings = await Promise.all(variants.map(async (stored) => inspect(stored)))
  return variants.filter((_, index) => readings[index]?.usable)
}
