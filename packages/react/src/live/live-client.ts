import type { Etagged, Target } from '@etagged/core'
import type { Query } from '@tanstack/react-query'
import { pacing } from '../put-off.ts'
import { createConnection } from './connection.ts'
import type { LiveOptions } from './live-options.ts'
import type { LiveSource } from './live-source.ts'
import { createPaced, type Paced } from './paced.ts'
import { type Platform, platform as page } from './platform.ts'
import { report } from './report.ts'

/** Joins with options that are asked for anew each time; the returned function leaves. */
export type Join<Event> = (member: () => LiveOptions<Event>) => () => void

/** One pace for each query, however many targets, sources and other tabs name it. */
let askPaced: Paced<Query> | undefined

/** Are queries being told of an invalidation of ours? */
let isTelling = false

/** The pace of the last one, in ms. */
let pace = 1000

/** Other tabs may hear the same events. Who waits for a write does not wait. */
pacing.putOff = (query, because, validate) => {
  if (because !== 'another-tab' && (because === undefined || !isTelling)) return false
  askPaced ??= createPaced(
    (due) => validate(due),
    page.schedule,
    ({ promise }) => promise,
  )
  askPaced(query, pace)
  return true
}

/**
 * One connection to a source for all who join, in the session that is open; what comes after its end
 * has no effect.
 */
export function createLiveClient<Event>(
  source: LiveSource<Event>,
  client: Etagged,
  platform: Platform,
): Join<Event> {
  const { generation } = client.session
  const members = new Set<() => LiveOptions<Event>>()
  const invalidatePaced = createPaced<string>(invalidate, platform.schedule)
  const settle = createConnection<Event>(
    source,
    () => members.size > 0,
    (event) => request((member) => member.invalidates(event)),
    () => request((member) => member.covers),
    platform,
  )

  /** What several members name is invalidated once. */
  function request(
    targetsOf: (member: LiveOptions<Event>) => Target | readonly Target[] | undefined,
  ): void {
    const named = new Map<string, number>()
    for (const current of members) {
      try {
        const member = current()
        for (const target of [targetsOf(member) ?? []].flat()) {
          named.set(JSON.stringify(target), member.throttle ?? 1000)
        }
      } catch (error) {
        report(error)
      }
    }
    for (const [target, ms] of named) invalidatePaced(target, ms)
  }

  function invalidate(target: string, ms: number): void {
    if (client.session.generation !== generation) return
    pace = ms
    // Within the call core tells of what memory knows; what only the disk knows hardly anybody shows.
    isTelling = true
    client.invalidate(JSON.parse(target) as Target).catch((error: unknown) => {
      // Its session may have ended, or the client be closed when nobody is left.
      if (members.size > 0 && client.session.generation === generation) report(error)
    })
    isTelling = false
  }

  return (member) => {
    members.add(member)
    settle()
    return () => {
      members.delete(member)
      // StrictMode, or another component, may join in the same moment.
      queueMicrotask(settle)
    }
  }
}
