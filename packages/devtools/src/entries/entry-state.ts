import type { EntryInfo } from '@etagged/core'

/** What a plain request for an entry would find now. */
export type EntryState =
  | 'validating'
  | 'error'
  | 'fresh'
  | 'stale'
  | 'must-validate'
  | 'invalidated'
  /** The disk has it, and nobody has read it yet. */
  | 'unread'

export const ENTRY_STATES: readonly EntryState[] = [
  'fresh',
  'stale',
  'must-validate',
  'invalidated',
  'validating',
  'error',
  'unread',
]

/** What people read. */
export const STATE_NAMES: Readonly<Record<EntryState, string>> = {
  fresh: 'Fresh',
  stale: 'Stale',
  'must-validate': 'Must validate',
  invalidated: 'Invalidated',
  validating: 'Validating',
  error: 'Error',
  unread: 'On disk',
}

/** A response that names no lifetime has some anyway: as long as it travelled. Seconds. */
const TRAVEL = 1

/** What goes on with the URL counts before what is stored. Pure. */
export function stateOf(
  info: EntryInfo | undefined,
  { isUnderWay, hasFailed }: { readonly isUnderWay: boolean; readonly hasFailed: boolean },
): EntryState {
  if (isUnderWay) return 'validating'
  if (hasFailed) return 'error'
  if (info === undefined) return 'unread'
  if (info.invalidated) return 'invalidated'
  if (info.isFresh) return 'fresh'
  return info.ttl + info.age < TRAVEL ? 'must-validate' : 'stale'
}
