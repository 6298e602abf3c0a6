'use client'

import type { Etagged, TierSizes } from '@etagged/core'
import { useEffect, useMemo } from 'react'
import { usePanel } from '../panel/panel-context.ts'
import { repeat } from '../panel/repeat.ts'
import { useGeneration } from '../panel/use-session.ts'

/** Between two questions to the disk; ms. */
const BETWEEN = 1000

/** The sizes of the stores: asked for once a second at most, and only while somebody looks; shown at a beat. */
export function useStoreSize(): TierSizes | undefined {
  const { client, pulse } = usePanel().recording
  const generation = useGeneration()
  const reader = useMemo(
    () => createSizeReader(client, generation, pulse.quicken),
    [client, generation, pulse],
  )
  useEffect(() => reader.start(), [reader])
  return reader.read()
}

interface SizeReader {
  read(): TierSizes | undefined
  /** Begins to ask; the returned function ends that. */
  start(): () => void
}

/** @param generation the session whose sizes these are: those of another are not read */
function createSizeReader(client: Etagged, generation: string, onChange: () => void): SizeReader {
  let sizes: TierSizes | undefined

  async function ask(): Promise<void> {
    const told = await client.size()
    if (client.session.generation !== generation) return
    sizes = told
    onChange()
  }

  return {
    read: () => sizes,
    start: () => repeat(ask, BETWEEN),
  }
}
