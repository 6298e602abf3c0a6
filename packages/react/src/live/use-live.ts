'use client'

import type { Etagged } from '@etagged/core'
import { type QueryClient, useIsRestoring, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useEtagged } from '../use-etagged.ts'
import { createLiveClient, type Join } from './live-client.ts'
import type { LiveOptions } from './live-options.ts'
import type { LiveSource } from './live-source.ts'
import { platform } from './platform.ts'

/** By source, then by the QueryClient, of which each session has its own. */
const opened = new WeakMap<object, WeakMap<QueryClient, Join<unknown>>>()

/**
 * Invalidates what the events of a source make stale: what of it is on the screen is validated, and
 * nothing else is. Give the same source object each time: there is one connection for all components
 * that use it, in each session a new one.
 *
 * The connection is open while the page is online and seen, and for 10 s more. When it comes back
 * after it had broken or been closed, `covers` are invalidated, once.
 *
 * @param options may be another object in each render
 * @throws UsageError outside of `EtaggedProvider`
 */
export function useLive<Event>(source: LiveSource<Event>, options: LiveOptions<Event>): void {
  const client = useEtagged()
  const queryClient = useQueryClient()
  // Whose events they would be is not known yet.
  const isWaiting = useIsRestoring()
  const latest = useRef(options)
  useEffect(() => {
    latest.current = options
  })
  useEffect(() => {
    if (isWaiting) return undefined
    const join = joinerOf(source, client, queryClient)
    return join(() => latest.current)
  }, [source, client, queryClient, isWaiting])
}

function joinerOf<Event>(
  source: LiveSource<Event>,
  client: Etagged,
  queryClient: QueryClient,
): Join<Event> {
  const known = opened.get(source) ?? new WeakMap<QueryClient, Join<Event>>()
  opened.set(source, known)
  const join = known.get(queryClient) ?? createLiveClient(source, client, platform)
  known.set(queryClient, join)
  return join as Join<Event>
}
