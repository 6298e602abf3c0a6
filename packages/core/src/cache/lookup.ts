import type { ResolvedPolicy } from '../rules/policy.ts'
import type { StoredBody, StoredResponse } from '../rules/stored-response.ts'
import type { Reading } from './data.ts'
import type { Tier } from './events.ts'
import type { Partition } from './partition.ts'
import type { Disk } from './persistence.ts'
import type { Tracer } from './tracer.ts'
import { type Eventually, isPromise } from './eventually.ts'

/** Reads a response's body as the caller needs it; an unusable one is as good as absent. */
export type Inspect = (
  response: StoredResponse,
  /** The body that it replaces. */
  previous?: StoredBody,
  tracer?: Tracer,
) => Reading | Promise<Reading>

/** Inspects, and tells the tracer when that means to parse. */
export function inspectedBy(tracer: Tracer | undefined, inspect: Inspect): Inspect {
  if (tracer === undefined) return inspect
  return (response, previous) => inspect(response, previous, tracer)
}

export interface Found {
  readonly variants: readonly StoredResponse[]
  readonly tier: Exclude<Tier, 'network'>
}

/** What is stored under a key: from memory, else from disk if it may be there. A fault of the disk is a miss. */
export function lookup(
  partition: Partition<unknown>,
  key: string,
  inspect: Inspect,
  { persist }: Pick<ResolvedPolicy, 'persist'>,
): Eventually<Found> {
  partition.joinTabs()?.know(key)
  const inMemory = partition.memory.get(key)
  const disk = inMemory.length > 0 || !persist ? undefined : partition.openDisk()
  if (disk !== undefined) return lookupOnDisk(partition, key, inspect, disk)
  const variants = usable(inMemory, inspect)
  return isPromise(variants) ? variants.then(fromMemory) : fromMemory(variants)
}

async function lookupOnDisk(
  partition: Partition<unknown>,
  key: string,
  inspect: Inspect,
  disk: Disk,
): Promise<Found> {
  const judge = disk.judge(key)
  const read = await usable(await disk.get(key), inspect)
  partition.assertOpen()
  // Who read along may have been faster; then his are the objects that all share.
  const raced = partition.memory.get(key)
  if (raced.length > 0) return fromMemory(await usable(raced, inspect))
  const variants = judge(read)
  for (const stored of variants) partition.memory.put(stored)
  return { variants, tier: 'disk' }
}

function fromMemory(variants: readonly StoredResponse[]): Found {
  return { variants, tier: 'memory' }
}

function usable(
  variants: readonly StoredResponse[],
  inspect: Inspect,
): Eventually<readonly StoredResponse[]> {
  const readings: Eventually<Reading>[] = []
  let areUsable = true
  for (const stored of variants) {
    const reading = inspect(stored)
    readings.push(reading)
    areUsable &&= !isPromise(reading) && reading.usable
  }
  return areUsable ? variants : chosenBy(readings, variants)
}

async function chosenBy(
  readings: readonly Eventually<Reading>[],
  variants: readonly StoredResponse[],
): Promise<readonly StoredResponse[]> {
  const read = await Promise.all(readings.map(async (each) => each))
  return variants.filter((_, index) => read[index]?.usable)
}
