import type { CacheEvent, EvictionEvent, StoreFaultEvent } from '@etagged/core'

/** So many faults are remembered: the last ones. */
const MOST_FAULTS = 50

/** What befell the stores, since the recording began. */
export interface StoreNotes {
  readonly evictions: { readonly memory: number; readonly disk: number; readonly quota: number }
  readonly reopenings: number
  readonly damages: number
  /** Newest first. */
  readonly faults: readonly Pick<StoreFaultEvent, 'at' | 'operation' | 'because' | 'mode'>[]
}

export const noNotes: StoreNotes = {
  evictions: { memory: 0, disk: 0, quota: 0 },
  reopenings: 0,
  damages: 0,
  faults: [],
}

/** Events that are not about a store change nothing. */
export function notesAfter(notes: StoreNotes, event: CacheEvent): StoreNotes {
  if (event.type === 'eviction') return { ...notes, evictions: counted(notes.evictions, event) }
  if (event.type === 'reopening') return { ...notes, reopenings: notes.reopenings + 1 }
  if (event.type === 'damage') return { ...notes, damages: notes.damages + 1 }
  if (event.type !== 'store-fault') return notes
  const { at, operation, because, mode } = event
  const faults = [{ at, operation, because, mode }, ...notes.faults].slice(0, MOST_FAULTS)
  return { ...notes, faults }
}

function counted(
  { memory, disk, quota }: StoreNotes['evictions'],
  { tier, because }: EvictionEvent,
): StoreNotes['evictions'] {
  return {
    memory: memory + Number(tier === 'memory'),
    disk: disk + Number(tier === 'disk'),
    quota: quota + Number(because === 'quota'),
  }
}
