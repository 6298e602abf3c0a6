import { createEtagged } from '@etagged/core'
import { createIdbStore } from '@etagged/idb'
import { useEffect, useSyncExternalStore } from 'react'
import type { Api } from '../api/open-api.ts'
import { useApi } from '../api/use-api.ts'
import { type Comparison, type ComparisonStore, createComparison } from './comparison-store.ts'
import { cachedReader, plainReader } from './readers.ts'
import { estimated, measuredBy, timingsOfBrowser } from './transfer-meter.ts'

interface Compared {
  readonly comparison: Comparison
  readonly store: ComparisonStore
  /** Does the browser tell how many bytes a request took? */
  readonly isMeasured: boolean
}

interface Kept {
  readonly store: ComparisonStore
  readonly isMeasured: boolean
}

const kept = new WeakMap<Api, Kept>()

/** The comparison of this page, which runs while its page is open. */
export function useComparison(): Compared {
  const { store, isMeasured } = comparisonOf(useApi())
  const comparison = useSyncExternalStore(store.subscribe, store.current)
  useEffect(() => store.pause, [store])
  return { comparison, store, isMeasured }
}

function comparisonOf(api: Api): Kept {
  const former = kept.get(api)
  if (former !== undefined) return former
  const opened = openComparison(api)
  kept.set(api, opened)
  return opened
}

function openComparison({ baseUrl, fetch, isInPage = false }: Api): Kept {
  // Of an API inside the page the browser knows nothing.
  const timings = isInPage ? undefined : timingsOfBrowser()
  const watch = timings === undefined ? estimated : measuredBy(timings)
  const store = createComparison({
    open: {
      without: ({ onTransfer, onParse }, cache) =>
        plainReader({ fetch: watch(fetch, onTransfer), baseUrl, cache, onParse }),
      with({ onTransfer, onParse }) {
        const client = createEtagged({
          baseUrl,
          fetch: watch(fetch, onTransfer),
          store: createIdbStore(),
          version: 'comparison',
          // What another tab has just asked for would not be counted here.
          tabs: false,
        })
        return cachedReader(client, onParse)
      },
    },
    clock: () => performance.now(),
    schedule(run, ms) {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
    visibility: {
      isVisible: () => document.visibilityState === 'visible',
      subscribe(listener) {
        document.addEventListener('visibilitychange', listener)
        return () => document.removeEventListener('visibilitychange', listener)
      },
    },
  })
  return { store, isMeasured: timings !== undefined }
}
