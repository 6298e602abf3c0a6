import { formatCacheStatus, type RequestEvent } from '@etagged/core'
import type { RenderCounts } from '../activity/render-counts.ts'
import { formatBytes } from '../format/bytes.ts'
import { partitionLabel } from '../side-by-side/held-by.ts'
import type { Evidence, ListEvent } from './evidence.ts'

/** How the list came to be there at first, or how it was asked for since. */
export function tellList({ shown, first, list }: Evidence): string {
  if (list !== undefined && list !== first) return `${tellAnswer(list)}.`
  const answer = first === undefined ? 'The server has not answered yet' : tellAnswer(first)
  if (shown !== undefined) return `First from ${shown.tier}. Then: ${answer}.`
  return `${answer}.`
}

/** How a reload went: what was there first, and how much later the server answered. */
export function tellReload({ shown, first }: Evidence, began: number): string {
  if (first !== undefined && (shown === undefined || first.at < shown.at)) {
    return `Nothing came from disk. ${tellAnswer(first)}.`
  }
  if (shown === undefined) return 'Waiting for the first data …'
  const from = `From ${shown.tier} ${ms(shown.at - began)} after the page began.`
  if (first === undefined) return `${from} The server has not answered yet.`
  return `${from} The server’s answer came ${ms(first.at - shown.at)} later. ${tellAnswer(first)}.`
}

/** What a refresh brought, and what it made React do. */
export function tellRefresh(answer: ListEvent, renders: RenderCounts, attempts: number): string {
  const before = attempts === 1 ? '' : `The market had moved ${attempts - 1} ×; then: `
  const counted = Object.entries(renders).map(([name, count]) => `${count} × ${name}`)
  const rendered = counted.length === 0 ? '0 renders' : `rendered ${counted.join(', ')}`
  return `${before}${tellAnswer(answer)}, ${rendered}.`
}

/** How often each component rendered between two counts; those that did. */
export function rendersBetween(before: RenderCounts, after: RenderCounts): RenderCounts {
  const added = Object.entries(after).map(([name, count]) => [name, count - (before[name] ?? 0)])
  return Object.fromEntries(added.filter(([, count]) => count !== 0)) as RenderCounts
}

/** Why the newest request went the way it did. */
export function tellWhy({ newest }: Pick<Evidence, 'newest'>): string {
  if (newest === undefined) return 'Nothing has been asked yet in this session.'
  const { outcome } = newest
  const way =
    outcome.kind === 'hit'
      ? `answered from ${newest.tier} because of “${outcome.detail}”`
      : `sent on to the server because of “${outcome.fwd}”; what came: “${outcome.detail}”`
  return `The newest was ${way}. ${formatCacheStatus(outcome)}`
}

interface Left {
  readonly partition: string
  /** How many responses memory held of it. */
  readonly held: number
  /** Why its rows could not be removed. */
  readonly fault: string | undefined
}

/** What became of a user's part of the cache. */
export function tellLeft({ partition, held, fault }: Left, { session }: Evidence): string {
  const responses = held === 1 ? 'the response' : `the ${held} responses`
  const ended = `${session?.because}: part ${partitionLabel(partition)} has ended, with ${responses} that it held in memory`
  return fault === undefined
    ? `${ended}; nothing of it can be read from disk.`
    : `${ended}. The disk could not be cleared (${fault}): the next start does that.`
}

/** Whose part of the cache is open now. */
export function tellEntered(name: string, { session }: Evidence): string {
  const part = partitionLabel(session?.partition ?? '')
  return `${session?.because}: ${name} has part ${part}, and nobody else’s. Now sign out.`
}

function tellAnswer(event: ListEvent): string {
  return event.type === 'failure' ? `No answer: ${event.because}` : tellRequest(event)
}

function tellRequest({ outcome, tier, bytes, duration }: RequestEvent): string {
  if (outcome.kind === 'hit') return `Fresh in ${tier}, no request`
  if (outcome.fwdStatus === 304) return `304: unchanged, ${formatBytes(bytes.body)} not sent again`
  const status = outcome.fwdStatus ?? 'Another tab’s answer'
  return `${status}: ${formatBytes(bytes.received)} over the network in ${ms(duration)}`
}

function ms(seconds: number): string {
  return `${Math.max(0, Math.round(seconds * 1000))} ms`
}
