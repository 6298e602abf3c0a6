import { answerKind, type AnswerKind } from './answer-kind.ts'
import type { CacheEvent, RequestEvent } from './cache/events.ts'

/** What is counted of the events that name a URL. */
export interface Counts {
  /** Reads that were answered: the sum of `hits`, `validated` and `misses`. */
  readonly requests: number
  /** Answered without the network, or with what another tab had brought. */
  readonly hits: number
  /** Answered from the store after a 304. */
  readonly validated: number
  /**
   * Answered otherwise: with the origin's own answer; where the origin failed, from the store all
   * the same; or by the cache itself, with 504 or 502.
   */
  readonly misses: number
  /** Sent on without asking the store, such as writes. */
  readonly bypassed: number
  /** Calls that ended without an answer: network errors, aborts, ends of their session. */
  readonly failures: number
  /** Bytes of bodies that were read from the network, after content decoding. */
  readonly bytesReceived: number
  /**
   * Bytes of bodies that their callers got and the network did not carry: those of hits, of 304s,
   * and of requests that shared the exchange of another.
   */
  readonly bytesSaved: number
  /** Full answers of the origin under the very validator that the request named. */
  readonly wastedValidations: number
  /** Full responses that were stored. */
  readonly stored: number
  /** Entries that left a tier to make room, of memory and disk together. */
  readonly evictions: number
  /** Those of the disk. */
  readonly diskEvictions: number
}

/** Ratios of the counts, from 0; 0 as long as there is nothing to divide by. */
export interface Rates {
  /** `hits / requests`; 0 before the first request. */
  readonly hitRate: number
  /** `validated / requests`. */
  readonly validatedRate: number
  /**
   * `evictions / stored`. Above 1 when responses leave both tiers, or leave a memory that had them
   * from the disk; 0 as long as nothing was stored.
   */
  readonly evictionRate: number
}

export type Tally = { -readonly [Name in keyof Counts]: Counts[Name] }

export function createTally(): Tally {
  return {
    requests: 0,
    hits: 0,
    validated: 0,
    misses: 0,
    bypassed: 0,
    failures: 0,
    bytesReceived: 0,
    bytesSaved: 0,
    wastedValidations: 0,
    stored: 0,
    evictions: 0,
    diskEvictions: 0,
  }
}

export function ratesOf({ requests, hits, validated, stored, evictions }: Counts): Rates {
  return {
    hitRate: rate(hits, requests),
    validatedRate: rate(validated, requests),
    evictionRate: rate(evictions, stored),
  }
}

function rate(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}

/** Events that name no URL, or nothing to be counted, change nothing. */
export function count(tally: Tally, event: CacheEvent): void {
  if (event.type === 'request') countRequest(tally, event)
  else if (event.type === 'failure') tally.failures += event.inBackground ? 0 : 1
  else if (event.type === 'wasted-validation') tally.wastedValidations++
  else if (event.type === 'eviction') {
    tally.evictions++
    if (event.tier === 'disk') tally.diskEvictions++
  }
}

function countRequest(tally: Tally, event: RequestEvent): void {
  const { bytes, inBackground } = event
  tally.bytesReceived += bytes.received
  if (storesBody(event)) tally.stored++
  // The caller whose answer it validates is counted already.
  if (inBackground) return
  const kind = answerKind(event)
  tally[counterOf(kind)]++
  if (kind === 'bypass') return
  tally.requests++
  // What stands in for an origin that failed, the network would not have carried either.
  if (kind !== 'stale-if-error') tally.bytesSaved += bytes.body - bytes.received
}

/** A 304 stores no body, and who shares an exchange stores nothing himself. */
function storesBody({ outcome }: RequestEvent): boolean {
  if (outcome.kind === 'hit' || outcome.fwdStatus === 304) return false
  return outcome.stored && !outcome.collapsed
}

function counterOf(kind: AnswerKind): 'hits' | 'validated' | 'misses' | 'bypassed' {
  if (kind === 'bypass') return 'bypassed'
  if (kind === 'validated') return kind
  // What another tab brought cost this one no network either.
  return kind.endsWith('-hit') || kind === 'another-tab' ? 'hits' : 'misses'
}
