import type { TierSizes } from '@etagged/core'
import type { ReactNode } from 'react'
import { countText } from '../panel/figures.ts'
import { FillMeter } from '../panel/fill-meter.tsx'
import type { StoreNotes } from '../recording/store-notes.ts'

interface TierCardsProps {
  readonly sizes: TierSizes | undefined
  readonly notes: StoreNotes
}

/** What memory and disk hold, and what befell them. */
export function TierCards({ sizes, notes }: TierCardsProps): ReactNode {
  const { evictions, reopenings, damages } = notes
  return (
    <>
      <section className="etd-tier-card" aria-label="Memory">
        <h3>Memory</h3>
        {sizes && (
          <>
            <p>{countText(sizes.memory.entries, 'entry', 'entries')}</p>
            <FillMeter
              label="Memory in use"
              used={sizes.memory.bytes}
              limit={sizes.memory.maxBytes}
              group="memory"
            />
          </>
        )}
        <p className="etd-about">{befallenText([[evictions.memory, 'evicted to make room']])}</p>
      </section>
      <section className="etd-tier-card" aria-label="Disk">
        <h3>Disk</h3>
        {sizes && sizes.disk === undefined && <p className="etd-about">{NO_DISK}</p>}
        {sizes?.disk && (
          <>
            <p>{countText(sizes.disk.entries, 'entry', 'entries')}</p>
            <FillMeter
              label="Disk in use"
              used={sizes.disk.bytes}
              limit={sizes.disk.maxBytes}
              group="disk"
            />
          </>
        )}
        <p className="etd-about">
          {befallenText([
            [evictions.disk - evictions.quota, 'evicted to make room'],
            [evictions.quota, 'evicted since the browser gave no more room'],
            [reopenings, reopenings === 1 ? 'reopening' : 'reopenings'],
            [damages, 'found damaged'],
          ])}
        </p>
      </section>
    </>
  )
}

const NO_DISK =
  'There is no disk, it is not in use yet, or it did not answer: createEtagged({ store: createIdbStore() }) gives the cache one.'

/** What has happened, and how often. */
function befallenText(counts: readonly (readonly [count: number, what: string])[]): string {
  const happened = counts.filter(([count]) => count > 0)
  if (happened.length === 0) return 'Nothing was evicted or lost since the recording began.'
  return `${happened.map((parts) => parts.join(' ')).join(', ')}.`
}
