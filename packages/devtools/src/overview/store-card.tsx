'use client'

import type { StoreSize } from '@etagged/core'
import type { ReactNode } from 'react'
import { countText } from '../panel/figures.ts'
import { FillMeter } from '../panel/fill-meter.tsx'
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
  const { bytes, maxBytes, entries } = size
  const what = countText(entries, 'entry', 'entries')
  return <FillMeter label={label} used={bytes} limit={maxBytes} what={what} />
}
