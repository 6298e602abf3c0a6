import { answerKind, type AnswerKind } from '../answer-kind.ts'
import type { CacheEvent } from '../cache/events.ts'
import { count, type Counts, createTally, type Rates, ratesOf, type Tally } from '../counts.ts'
import type { Etagged } from '../etagged.ts'
import type { Seconds } from '../rules/stored-response.ts'
import type { StoreSize } from '../stores/response-store.ts'
import { createTemplateOf, OTHER, type TemplateOf } from './endpoint-template.ts'
import {
  createQuantileSketch,
  type QuantileSketch,
  type SerialisedSketch,
} from './quantile-sketch.ts'

/** So many templates are told apart: no list of names outgrows a page. */
const MOST_TEMPLATES = 256

/** How a call ended. */
export type LatencyKind = AnswerKind | 'failure'

/** How long the calls took that ended alike. */
export interface Latency {
  /** How many there were. */
  readonly count: number
  /** Half of them took at most so many seconds, within 1 %. */
  readonly p50: Seconds
  /** 95 % of them did, in seconds. */
  readonly p95: Seconds
  /** 99 % of them did, in seconds. */
  readonly p99: Seconds
  /** Of which the quantiles are read, and which can be merged; only if it was asked for. */
  readonly sketch?: SerialisedSketch
}

/** What the cache holds and did, for one endpoint or for all. */
export interface Figures extends Counts, Rates {
  /** Responses in memory now, each variant by itself. */
  readonly entries: number
  /** Those of them that would answer now without the network, by the client's own policy. */
  readonly validEntries: number
  /** Memory they take, in bytes, by estimate. */
  readonly memoryBytes: number
  /**
   * From the call until its answer was there: with its body where the cache reads that, else its
   * fields. Validations in the background are not in it; what never happened is absent.
   */
  readonly latency: { readonly [Kind in LatencyKind]?: Latency }
}

/** All that one judges a cache by, since {@link createStats} or the last `reset`. Plain data, no URL. */
export interface StatsReport extends Figures {
  /** Failures of the persistent store, as `store-fault` events tell of them. */
  readonly storeFaults: number
  /** What the disk held when `measure` asked it in this session; absent: it was not, or did not tell. */
  readonly disk?: StoreSize
  /** The same by template, such as `/coins/:mint`: those of which there is anything to tell. */
  readonly endpoints: Readonly<Record<string, Figures>>
}

/** How {@link createStats} tells URLs apart. */
export interface StatsOptions {
  /**
   * The endpoints by whose `path` URLs are counted, whatever base URL they continue. A URL that is
   * of none is counted under `(other)`.
   * @default none
   */
  readonly endpoints?: readonly { readonly path: string }[]
  /**
   * Names the template of a URL, in place of `endpoints`. The name is in every report: it should
   * not tell of a user. Of more than 256 names the later ones are `(other)`.
   * @default by `endpoints`
   */
  readonly templateOf?: TemplateOf
}

/** What a report is to have besides its figures. */
export interface ReadOptions {
  /** With the sketches of the latencies, which make reports larger. @default false */
  readonly sketches?: boolean
}

/** Counts what a client does, until it is stopped. */
export interface StatsCollector {
  /** The figures of this moment. Asks no disk. */
  read(options?: ReadOptions): StatsReport
  /** Asks the disk for its size, for 5 s at most once it is open, then reads. */
  measure(options?: ReadOptions): Promise<StatsReport>
  /** Counts from nothing again. */
  reset(): void
  /** Counts no longer; what was counted can be read. */
  stop(): void
}

/** What is known of one endpoint, or of all. */
interface Group {
  readonly tally: Tally
  readonly latencies: { [Kind in LatencyKind]?: QuantileSketch }
  held: { entries: number; validEntries: number; memoryBytes: number }
}

/**
 * Counts what a client does from now on, in this session and the next ones.
 *
 * @param client whose events are counted
 * @param options how URLs are told apart
 */
export function createStats(
  client: Pick<Etagged, 'subscribe' | 'entries' | 'size'>,
  { endpoints = [], templateOf = createTemplateOf(endpoints) }: StatsOptions = {},
): StatsCollector {
  const groups = new Map<string, Group>()
  let total = createGroup()
  let storeFaults = 0
  let disk: StoreSize | undefined
  let sessions = 0

  /** A URL is not kept: it may tell of a user, and its session ends. */
  function groupsOf(url: string): readonly Group[] {
    const template = templateOf(url)
    const name = groups.has(template) || groups.size < MOST_TEMPLATES ? template : OTHER
    const group = groups.get(name) ?? createGroup()
    groups.set(name, group)
    return [total, group]
  }

  const stop = client.subscribe((event) => {
    if (event.type === 'store-fault') storeFaults++
    else if (event.type === 'session') {
      sessions++
      disk = undefined
    } else if ('url' in event) {
      for (const group of groupsOf(event.url)) record(group, event)
    }
  })

  function read(options?: ReadOptions): StatsReport {
    for (const group of [total, ...groups.values()]) group.held = nothingHeld()
    for (const entry of client.entries()) {
      for (const { held } of groupsOf(entry.url)) {
        held.entries++
        if (entry.isFresh) held.validEntries++
        held.memoryBytes += entry.memoryBytes
      }
    }
    const figures = (group: Group): Figures => figuresOf(group, options?.sketches)
    return {
      ...figures(total),
      storeFaults,
      ...(disk && { disk }),
      endpoints: mapped(groups, figures),
    }
  }

  return {
    read,
    async measure(options) {
      const asked = sessions
      const sizes = await client.size()
      // The size of a former session's disk is not this one's.
      if (asked === sessions) disk = sizes.disk
      return read(options)
    },
    reset() {
      groups.clear()
      total = createGroup()
      storeFaults = 0
    },
    stop,
  }
}

function createGroup(): Group {
  return { tally: createTally(), latencies: {}, held: nothingHeld() }
}

function nothingHeld(): Group['held'] {
  return { entries: 0, validEntries: 0, memoryBytes: 0 }
}

function record({ tally, latencies }: Group, event: CacheEvent): void {
  count(tally, event)
  if (!('inBackground' in event) || event.inBackground) return
  const kind = event.type === 'failure' ? event.type : answerKind(event)
  latencies[kind] ??= createQuantileSketch()
  latencies[kind].add(event.duration)
}

function figuresOf({ tally, latencies, held }: Group, sketches = false): Figures {
  return {
    ...tally,
    ...ratesOf(tally),
    ...held,
    latency: mapped(Object.entries(latencies), (sketch) => latencyOf(sketch, sketches)),
  }
}

function latencyOf(sketch: QuantileSketch, isWhole: boolean): Latency {
  const quantile = (q: number): Seconds => sketch.quantile(q) ?? 0
  return {
    count: sketch.count,
    p50: quantile(0.5),
    p95: quantile(0.95),
    p99: quantile(0.99),
    ...(isWhole && { sketch: sketch.toJSON() }),
  }
}

function mapped<From, To>(
  entries: Iterable<readonly [string, From]>,
  to: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Array.from(entries, ([name, value]) => [name, to(value)]))
}
