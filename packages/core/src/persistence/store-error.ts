import type { StoreOperation } from '../cache/events.ts'

/** What a store's failure means for the session. */
export type StoreErrorKind =
  /** The generation has ended: the fence is at work, and nothing is broken. */
  | 'ended'
  /** The browser gives no more room. */
  | 'quota'
  /** It is about this value only: any other may work, and this one will never. */
  | 'refused'
  /** Connection or backing store are gone: only opening again can help. */
  | 'lost'
  /** This page has no storage, and will have none. */
  | 'denied'
  | 'unknown'

/**
 * Engines word the same fault differently, and different faults alike. So the name counts first,
 * then the phase, and the text only where both say nothing. Any value may have been thrown:
 * an aborted transaction can reject with `null`. Pure.
 */
export function classifyStoreError(error: unknown, operation: StoreOperation): StoreErrorKind {
  const name = textOf(error, 'name')
  const message = textOf(error, 'message')
  if (name === 'GenerationEndedError') return 'ended'
  if (name === 'QuotaExceededError') {
    // Opening writes nothing of ours: the disk is not full, its files are broken.
    return operation === 'open' || /opening backing store/i.test(message) ? 'lost' : 'quota'
  }
  if (operation === 'open' && denials.has(name)) return 'denied'
  if (isAboutTheValue(name, message)) return 'refused'
  return isLoss(name, message) ? 'lost' : 'unknown'
}

/** A sandbox or a setting says the first; the others say that there is no `indexedDB`. */
const denials: ReadonlySet<string> = new Set(['SecurityError', 'ReferenceError', 'TypeError'])

function isAboutTheValue(name: string, message: string): boolean {
  if (name === 'DataCloneError' || name === 'DataError' || name === 'NotReadableError') return true
  return name === 'UnknownError' && /too large|failed to read large/i.test(message)
}

/** Safari's server dies with its connections, of which some say no more than that they aborted. */
function isLoss(name: string, message: string): boolean {
  if (name === 'AbortError') return true
  if (
    name === 'InvalidStateError' ||
    name === 'UnknownError' ||
    name === 'TransactionInactiveError'
  ) {
    return losses.test(message)
  }
  return false
}

const losses =
  /connection is clos(?:ing|ed)|opening backing store|opening database|server lost|without an in-progress transaction/i

function textOf(error: unknown, member: 'name' | 'message'): string {
  if (typeof error !== 'object' || error === null) return ''
  const text: unknown = Reflect.get(error, member)
  return typeof text === 'string' ? text : ''
}

/** For a line in a log. */
export function describeStoreError(error: unknown): string {
  const name = textOf(error, 'name')
  return name === '' ? String(error) : `${name}: ${textOf(error, 'message')}`
}
