'use client'

import type { Etagged, TierSizes } from '@etagged/core'
import { useEffect, useState } from 'react'

/** Between two questions to the disk; ms. */
const BETWEEN = 1000

interface Known {
  readonly client: Etagged
  readonly sizes: TierSizes
}

/** The sizes of the stores: asked for once a second at most, and only while somebody looks. */
export function useStoreSize(client: Etagged): TierSizes | undefined {
  const [known, setKnown] = useState<Known>()

  useEffect(() => {
    let isOver = false
    let isAsked = false
    async function ask(): Promise<void> {
      // A disk may take longer than that.
      if (isAsked) return
      isAsked = true
      const sizes = await client.size()
      isAsked = false
      if (!isOver) setKnown({ client, sizes })
    }
    void ask()
    const timer = setInterval(() => void ask(), BETWEEN)
    return () => {
      isOver = true
      clearInterval(timer)
    }
  }, [client])

  return known?.client === client ? known.sizes : undefined
}
