import { SessionEndedError } from '@etagged/core'
import { type ReactNode, useEffect, useState } from 'react'
import { SWRConfig, type SWRConfiguration, useSWRConfig } from 'swr'
import { etagged } from './etagged.ts'

/**
 * After a 304 the data is the same object as before, which SWR's own `compare` sees at a glance: no
 * component renders.
 */
const config: SWRConfiguration = {
  fetcher: async (path: string) => (await etagged.json(path)).data,
}

interface SwrSessionProps {
  /** What the first screen shows: it is looked for on disk before anything is asked. */
  readonly first: readonly string[]
  readonly children: ReactNode
}

/** A SWR cache for one session: give it the session's generation as its key. */
export function SwrSession({ first, children }: SwrSessionProps) {
  const [fallback, setFallback] = useState<Readonly<Record<string, unknown>>>()
  useEffect(() => {
    let isWanted = true
    readDisk(first).then(
      (found) => {
        if (isWanted) setFallback(found)
      },
      (error: unknown) => {
        // The next session has a tree of its own, and reads for itself.
        if (!(error instanceof SessionEndedError)) throw error
      },
    )
    return () => {
      isWanted = false
    }
  }, [first])
  if (fallback === undefined) return null
  return (
    <SWRConfig value={{ ...config, fallback, provider: () => new Map() }}>
      <News />
      {children}
    </SWRConfig>
  )
}

async function readDisk(paths: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  const found = paths.map(async (path) => [path, (await etagged.peek(path))?.data] as const)
  return Object.fromEntries(await Promise.all(found))
}

/** Brings to SWR what the cache learns without it: what another tab was answered, what a write changed. */
function News(): undefined {
  const { cache, mutate } = useSWRConfig()
  useEffect(
    () =>
      etagged.subscribe((event) => {
        if (event.type !== 'update' && event.type !== 'invalidation') return
        const urls = event.type === 'update' ? [event.url] : event.urls
        for (const path of cache.keys()) {
          if (!urls.includes(etagged.urlOf(path))) continue
          const held = event.type === 'update' ? etagged.peekMemory(path) : undefined
          void (held ? mutate(path, held.data, { revalidate: false }) : mutate(path))
        }
      }),
    [cache, mutate],
  )
}
