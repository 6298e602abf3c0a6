import type { CacheEvent, Etagged } from '@etagged/core'
import { createDoctor, type Doctor } from '@etagged/core/doctor'
import { createInspector } from '@etagged/core/inspect'
import { createStats, type StatsCollector } from '@etagged/core/stats'
import { joinPresence, type Presence } from './presence.ts'
import { createCacheTime } from './cache-time.ts'
import { createLatencies, type Latencies } from './latencies.ts'
import { groupOf } from './outcome-group.ts'
import { createOwnReads, type OwnReads } from './own-reads.ts'
import { createPulse, type Pulse } from './pulse.ts'
import { createRequestLog, type RequestLog } from './request-log.ts'
import { createSavings, type SavingsCount } from './savings.ts'
import { noNotes, notesAfter, type StoreNotes } from './store-notes.ts'
import { createTimeline, type Timeline } from './timeline.ts'
import { createUrlTallies, type UrlTallies } from './url-tallies.ts'
import { watchWireSizes } from './wire-sizes.ts'

/** What is heard of a client, in memory of this page only. It goes on while no panel is open. */
export interface Recording {
  readonly client: Etagged
  /** The instant by the cache's own clock, as far as it told: seconds since the epoch. */
  readonly now: () => number
  readonly stats: StatsCollector
  readonly doctor: Doctor
  readonly requests: Pick<RequestLog, 'rows' | 'underWay'>
  readonly timeline: Pick<Timeline, 'slices'>
  readonly latencies: Pick<Latencies, 'read'>
  readonly savings: Pick<SavingsCount, 'read'>
  readonly tallies: Pick<UrlTallies, 'of'>
  readonly storeNotes: () => StoreNotes
  readonly presence: Pick<Presence, 'others' | 'ask'>
  readonly pulse: Pulse
  /** Reads from the cache what is not to be counted. */
  readonly asOwn: OwnReads['asOwn']
  /** Forgets the requests. */
  readonly clearRequests: () => void
  /** Ends it, and forgets it: who asks for the client's recording afterwards gets another one. */
  readonly stop: () => void
}

const recordings = new WeakMap<Etagged, Recording>()

/** The recording of a client: one, which the first call begins. To be asked for where there is a document. */
export function recordingOf(client: Etagged): Recording {
  const known = recordings.get(client)
  if (known !== undefined) return known
  const recording = record(client)
  recordings.set(client, recording)
  return recording
}

function record(client: Etagged): Recording {
  const time = createCacheTime()
  const pulse = createPulse()
  const requests = createRequestLog()
  const timeline = createTimeline()
  const latencies = createLatencies()
  const wireSizes = watchWireSizes()
  const savings = createSavings((url) => wireSizes.of(url))
  const tallies = createUrlTallies()
  const own = createOwnReads()
  const stats = createStats({
    subscribe: (listener) =>
      client.subscribe((event) => {
        if (!own.isOwn(event)) listener(event)
      }),
    size: () => client.size(),
    // To count what is held takes long where that is thousands, and the panel has it from `size`.
    entries: () => [],
  })
  const doctor = createDoctor(client, { log: () => undefined, onFinding: pulse.quicken })
  const presence = joinPresence(client.session.partition, pulse.quicken)
  let notes = noNotes
  let { generation } = client.session

  function onRequest(event: Extract<CacheEvent, { type: 'request' | 'failure' | 'peek' }>): void {
    requests.end(event)
    if (event.type === 'peek') return
    tallies.add(event)
    // What came in the background is what later hits are measured by.
    if (event.type === 'request') savings.add(event)
    if (event.inBackground) return
    const group = groupOf(event)
    if (group === undefined) return
    timeline.add(group, event.at)
    latencies.add(group, event.duration)
  }

  function onSession(event: Extract<CacheEvent, { type: 'session' }>): void {
    if (event.generation === generation) return
    generation = event.generation
    presence.move(event.partition)
    // Its URLs and bodies may tell of the former user.
    requests.clear()
    tallies.clear()
    wireSizes.forget()
    savings.forgetUrls()
  }

  function isOver(of: string): boolean {
    return of !== generation && of !== 'everyone'
  }

  const unsubscribe = client.subscribe((event) => {
    time.hear(event.at)
    if (event.type === 'session') onSession(event)
    // A request of a former session may end in this one.
    else if (isOver(event.generation) || own.isOwn(event)) return
    else if (event.type === 'request' || event.type === 'failure' || event.type === 'peek') {
      onRequest(event)
    } else notes = notesAfter(notes, event)
    pulse.quicken()
  })
  const endInspection = client.inspect(
    createInspector((trace) => {
      if (own.isOwnTrace(trace)) return
      if (trace.type === 'begun') {
        if (isOver(trace.generation)) return
        time.hear(trace.at)
      }
      requests.trace(trace)
      pulse.quicken()
    }),
  )

  return {
    client,
    now: time.now,
    stats,
    doctor,
    requests,
    timeline,
    latencies,
    savings,
    tallies,
    storeNotes: () => notes,
    presence,
    pulse,
    asOwn: own.asOwn,
    clearRequests() {
      requests.clear()
      pulse.quicken()
    },
    stop() {
      if (recordings.get(client)?.pulse === pulse) recordings.delete(client)
      unsubscribe()
      endInspection()
      stats.stop()
      doctor.stop()
      wireSizes.stop()
      presence.stop()
    },
  }
}
