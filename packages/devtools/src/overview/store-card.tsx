'use client'

import type { StoreSize } from '@etagged/core'
import type { ReactNode } from 'react'
import { bytesText, countText } from '../panel/figures.ts'
import { Level } from '../panel/level.tsx'
import { useStoreSize } from './use-store-size.ts'

/** What the stores hold, against their limits. */
export function StoreCard(): ReactNode {
  const sizes = useStoreSize()
  return (
    <section className="etd-card">
      <h3>Stored</h3>
      {sizes === undefined ? (
        <p className="etd-quiet">The stores are being asked.</p>
      ) : (
        <>
          <Size label="Memory" size={sizes.memory} />
          {sizes.disk === undefined ? (
            <p className="etd-quiet">
              No disk: none is configured, it is not in use yet, or it did not answer.
            </p>
          ) : (
            <Size label="Disk" size={sizes.disk} />
          )}
        </>
      )}
    </section>
  )
}

function Size({ label, size }: { readonly label: string; readonly size: StoreSize }): ReactNode {
  const { maxBytes } = size
  // Not every store has a limit.
  const most = Number.isFinite(maxBytes) ? maxBytes : undefined
  const limit = most === undefined ? '' : ` of ${bytesText(most)}`
  const entries = countText(size.entries, 'entry', 'entries')
  return (
    <Level
      label={label}
      value={size.bytes}
      most={most}
      text={`${bytesText(size.bytes)}${limit} in ${entries}`}
    />
  )
}
