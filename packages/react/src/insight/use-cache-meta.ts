'use client'

import type { Answer, Freshness, Outcome, RequestEvent } from '@etagged/core'
import { useSyncExternalStore } from 'react'
import { namedUrl } from '../named-request.ts'
import { sourceOf } from '../query-source.ts'
import { useEtagged } from '../use-etagged.ts'
import { type Heard, heardOf } from './heard.ts'

/** What is known of the response that a query shows. */
export interface CacheMeta {
  /** Absolute, without a fragment. */
  readonly url: string
  /** As the origin sent it; `undefined`: none, or none that script can see. */
  readonly etag: string | undefined
  /** `undefined`: memory does not hold it. `age` and `ttl` are those of this render. Seconds. */
  readonly freshness: Freshness | undefined
  /** What the cache did for the last request, and because of what; `undefined`: none was heard of. */
  readonly outcome: Outcome | undefined
  /** Where that answer came from. */
  readonly tier: RequestEvent['tier'] | undefined
  /** Seconds until that answer was there. */
  readonly duration: number | undefined
  /** Bytes of its body; of them `received` came over the network, after decoding. */
  readonly bytes: RequestEvent['bytes'] | undefined
}

/** Query options as `query()` and `infinite()` make them; of pages it is the first that counts. */
export interface CarriesSource {
  /** Below `etagged` in it stands what the query asks for: whoever adds to it, spreads it. */
  readonly meta?: Record<string, unknown> | undefined
}

/**
 * What the cache knows of a query's response, for whoever wants to show it. The component renders
 * when that changes, also on a 304. `undefined` for a query that cannot ask.
 *
 * @throws UsageError outside of {@link EtaggedProvider}
 */
export function useCacheMeta(options: CarriesSource): CacheMeta | undefined {
  const client = useEtagged()
  const source = sourceOf({ meta: options.meta })
  const url = source && namedUrl(client, source.first)
  const { subscribe, of } = heardOf(client)
  const current = (): Heard | undefined => (url === undefined ? undefined : of(url))
  const heard = useSyncExternalStore(subscribe, current, current)
  if (source === undefined || url === undefined) return undefined
  const { first } = source
  return metaOf(url, client.peekMemory(first.url, first.init), heard?.request)
}

function metaOf(
  url: string,
  held: Answer<unknown> | undefined,
  last: RequestEvent | undefined,
): CacheMeta {
  return {
    url,
    etag: held?.etag,
    freshness: held?.freshness,
    outcome: last?.outcome,
    tier: last?.tier,
    duration: last?.duration,
    bytes: last?.bytes,
  }
}
