'use client'

import type { Etagged, TierSizes } from '@etagged/core'
import { useEffect, useMemo } from 'react'
import { usePanel } from '../panel/panel-context.ts'

/** Between two questions to the disk; ms. */
const BETWEEN = 1000

/** The sizes of the stores: asked for once a second at most, and only while somebody looks; shown at a beat. */
export function useStoreSize(): TierSizes | undefined {
  const { client, pulse } = usePanel().recording
  const reader = useMemo(() => createSizeReader(client, pulse.quicken), [client, pulse])
  useEffect(() => reader.start(), [reader])
  return reader.read()
}

interface SizeReader {
  read(): TierSizes | undefined
  /** Begins to ask; the returned function ends that. */
  start(): () => void
}

function createSizeReader(client: Etagged, onChange: () => void): SizeReader {
  let sizes: TierSizes | undefined
  let isAsked = false

  async function ask(): Promise<void> {
    // A disk may take longer than that.
    if (isAsked) return
    isAsked = true
    sizes = await client.size()
    isAsked = false
    onChange()
  }

  return {
    read: () => sizes,
    start() {
      void ask()
      const timer = setInterval(() => void ask(), BETWEEN)
      return () => clearInterval(timer)
    },
  }
}
