import type { FailureEvent, RequestEvent } from '@etagged/core'
import { answerKind } from '@etagged/core/stats'
import { createRecentMap } from './recent-map.ts'
import { isLeft } from './is-left.ts'

/** What is counted of the GETs of one URL in this session: they alone use what is stored. */
export interface UrlTally {
  /** Answered without the network. */
  readonly hits: number
  /** Answered after a 304. */
  readonly validated: number
  /** Why the last request for it failed; absent: it did not. */
  readonly failure?: string
}

/** So many URLs are counted: as many as a disk holds by default. */
const MOST_URLS = 10_000

export interface UrlTallies {
  add(event: RequestEvent | FailureEvent): void
  of(url: string): UrlTally | undefined
  clear(): void
}

const nothing: UrlTally = { hits: 0, validated: 0 }

export function createUrlTallies(): UrlTallies {
  const tallies = createRecentMap<UrlTally>(MOST_URLS)
  return {
    add(event) {
      const { method, url } = event
      if (method !== 'GET') return
      const tally = after(tallies.get(url) ?? nothing, event)
      tallies.set(url, tally)
    },
    of: (url) => tallies.get(url),
    clear: () => tallies.clear(),
  }
}

function after(
  { hits, validated, ...last }: UrlTally,
  event: RequestEvent | FailureEvent,
): UrlTally {
  if (event.type === 'failure') {
    if (isLeft(event)) return { hits, validated, ...last }
    return { hits, validated, failure: event.because }
  }
  const kind = answerKind(event)
  if (kind.endsWith('-hit') || kind === 'another-tab') {
    return { hits: hits + 1, validated, ...last }
  }
  const { outcome } = event
  const status = outcome.kind === 'forwarded' ? outcome.fwdStatus : undefined
  if (kind === 'validated') return { hits, validated: validated + 1 }
  return status !== undefined && status >= 400
    ? { hits, validated, failure: `Status ${status}` }
    : { hits, validated }
}
