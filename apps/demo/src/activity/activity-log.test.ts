import type { CacheEvent, Etagged } from '@etagged/core'
import { beforeEach, expect, it, vi } from 'vitest'
import { type ActivityLog, createActivityLog } from './activity-log.ts'

const origin = 'http://127.0.0.1:4173'

interface Stage {
  readonly log: ActivityLog
  readonly tell: (event: CacheEvent) => void
  readonly begin: (generation: string) => void
}

/** A client of which nothing but its session and its events is used. */
function open(): Stage {
  let generation = '1'
  let tell: (event: CacheEvent) => void = () => undefined
  const client = {
    get session() {
      return { generation }
    },
    subscribe(listener: (event: CacheEvent) => void) {
      tell = listener
      return () => undefined
    },
  } as Pick<Etagged, 'session' | 'subscribe'>
  const log = createActivityLog(client, origin)
  return {
    log,
    tell: (event) => tell(event),
    begin(next) {
      generation = next
      tell({
        type: 'session',
        at: 0,
        generation,
        partition: next,
        because: 'sign-in',
        verifying: false,
      })
    },
  }
}

function ended(path: string, generation: string): CacheEvent {
  const url = `${origin}${path}`
  const timed = { at: 0, duration: 0, generation }
  return { type: 'failure', ...timed, method: 'GET', url, because: 'x', inBackground: false }
}

const paths = (log: ActivityLog): readonly string[] => log.current().entries.map(({ path }) => path)

beforeEach(() => {
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

it('has the newest line first', () => {
  const { log, tell } = open()
  tell(ended('/api/a', '1'))
  tell(ended('/api/b', '1'))
  expect(paths(log)).toEqual(['/api/b', '/api/a'])
})

it('begins anew with each session', () => {
  const { log, tell, begin } = open()
  tell(ended('/api/a', '1'))
  begin('2')
  vi.runAllTimers()
  expect(paths(log)).toEqual([])
})

it('has no line for a request of a former session that ends in this one', () => {
  const { log, tell, begin } = open()
  begin('2')
  const url = `${origin}/api/coins/secret`
  tell(ended('/api/coins/secret', '1'))
  tell({ type: 'peek', at: 0, url, tier: 'disk', generation: '1' })
  tell(ended('/api/b', '2'))
  vi.runAllTimers()
  expect(paths(log)).toEqual(['/api/b'])
})

it('has the lines of what is the same for all, whoever is signed in', () => {
  const { log, tell, begin } = open()
  begin('2')
  tell(ended('/api/rates', 'everyone'))
  expect(paths(log)).toEqual(['/api/rates'])
})

it('tells who listens when the counts have settled', () => {
  const { log, tell } = open()
  const settled: boolean[] = []
  log.subscribe(() => settled.push(log.current().isSettled))
  tell(ended('/api/a', '1'))
  vi.runAllTimers()
  expect(settled).toEqual([false, true])
})
