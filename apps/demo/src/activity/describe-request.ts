import type { CacheEvent, DamageEvent, Outcome, RequestEvent, UpdateEvent } from '@etagged/core'
import { formatBytes } from '../format/bytes.ts'

/** One line of the activity list. */
export interface Line {
  /** What decides the line's colour. */
  readonly tone: 'saved' | 'moved' | 'failed' | 'quiet'
  readonly path: string
  /** What the cache did, in plain words. */
  readonly said: string
  /** The same in the words of RFC 9211. */
  readonly terms: string
}

/** The line for an event; most events need none. */
export function describeEvent(event: CacheEvent, origin: string): Line | undefined {
  const { type } = event
  if (type === 'request') return describeRequest(event, pathOf(event.url, origin))
  if (type === 'failure') return describeFailure(event.because, pathOf(event.url, origin))
  if (type === 'update' || type === 'damage') return describeNews(event, pathOf(event.url, origin))
  if (type === 'peek') {
    const said = `Shown from ${event.tier} while the server is asked`
    return { tone: 'saved', path: pathOf(event.url, origin), said, terms: type }
  }
  if (type !== 'store-fault') return undefined
  const further = event.mode === 'memory' ? 'in memory only' : 'without it'
  const said = `${event.because}; going on ${further}`
  return { tone: 'failed', path: `store: ${event.operation}`, said, terms: type }
}

/** What came of another tab, or of the disk. */
function describeNews({ type }: UpdateEvent | DamageEvent, path: string): Line {
  return type === 'update'
    ? { tone: 'saved', path, said: 'Another tab has asked: no request here', terms: type }
    : { tone: 'failed', path, said: 'The copy on disk was damaged: removed', terms: type }
}

function describeRequest(event: RequestEvent, path: string): Line {
  const { outcome, bytes } = event
  const terms = termsOf(outcome)
  const took = `${Math.round(event.duration * 1000)} ms`
  if (outcome.kind === 'hit') {
    return { tone: 'saved', path, terms, said: `Fresh in ${event.tier}: no request, ${took}` }
  }
  if (outcome.detail === 'another-tab') {
    return { tone: 'saved', path, terms, said: `Another tab was asking: its answer, ${took}` }
  }
  if (outcome.fwdStatus === 304) {
    const said = `304: unchanged, ${formatBytes(bytes.body)} not sent again, ${took}`
    return { tone: 'saved', path, terms, said }
  }
  const isError = outcome.fwdStatus === undefined || outcome.fwdStatus >= 400
  const said = `${outcome.fwdStatus ?? 'No answer'}: ${formatBytes(bytes.received)} received, ${took}`
  return { tone: isError ? 'failed' : 'moved', path, terms, said }
}

function describeFailure(because: string, path: string): Line {
  // The page itself gave up: it shows something else by now.
  return because.startsWith('AbortError')
    ? { tone: 'quiet', path, said: 'No longer wanted', terms: 'failure; aborted' }
    : { tone: 'failed', path, said: `No answer: ${because}`, terms: 'failure' }
}

function termsOf(outcome: Outcome): string {
  if (outcome.kind === 'hit') return `hit; detail=${outcome.detail}`
  const { fwd, fwdStatus, stored, collapsed, detail } = outcome
  const status = fwdStatus === undefined ? '' : `; fwd-status=${fwdStatus}`
  return `fwd=${fwd}${status}${stored ? '; stored' : ''}${collapsed ? '; collapsed' : ''}; detail=${detail}`
}

function pathOf(url: string, origin: string): string {
  return url.startsWith(origin) ? url.slice(origin.length) : url
}
