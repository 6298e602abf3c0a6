import type { Etagged, Target } from '@etagged/core'
import { createConnection } from './connection.ts'
import type { LiveOptions } from './live-options.ts'
import type { LiveSource } from './live-source.ts'
import { createPaced } from './paced.ts'
import type { Platform } from './platform.ts'
import { report } from '../report.ts'

/** Joins with options that are asked for anew each time; the returned function leaves. */
export type Join<Event> = (member: () => LiveOptions<Event>) => () => void

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
  const invalidatePaced = createPaced(invalidate, platform.schedule)
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

  function invalidate(target: string): void {
    if (client.session.generation !== generation) return
    client.invalidate(JSON.parse(target) as Target, { because: 'live' }).catch((error: unknown) => {
      // Its session may have ended, or the client be closed when nobody is left.
      if (members.size > 0 && client.session.generation === generation) report(error)
    })
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
