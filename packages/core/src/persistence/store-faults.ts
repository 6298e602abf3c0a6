import type { StoreOperation } from '../cache/events.ts'
import { describeStoreError, type StoreErrorKind } from './store-error.ts'

/** After this many unexplained faults of one operation in a row the store is not asked again. */
const FAULTS_UNTIL_MEMORY_MODE = 3
/** A fault that stays must not fill a log: so often it is told, per operation and kind. */
const MOST_TOLD = 3

export interface StoreFault {
  readonly operation: StoreOperation
  readonly because: string
  readonly mode: 'persistent' | 'memory'
}

/** Counts a session's faults, and tells of as many as anybody wants to read. */
export interface StoreFaults {
  /** Notes an unexplained fault: is it hopeless by now? */
  isHopeless(operation: StoreOperation): boolean
  /** The operation worked again. */
  worked(operation: StoreOperation): void
  tell(fault: {
    readonly operation: StoreOperation
    readonly error: unknown
    readonly kind: StoreErrorKind
    readonly mode: StoreFault['mode']
  }): void
}

export function createStoreFaults(onFault: (fault: StoreFault) => void): StoreFaults {
  const inARow = new Map<StoreOperation, number>()
  const told = new Map<string, number>()
  return {
    isHopeless(operation) {
      const faults = (inARow.get(operation) ?? 0) + 1
      inARow.set(operation, faults)
      return faults >= FAULTS_UNTIL_MEMORY_MODE
    },
    worked(operation) {
      inARow.delete(operation)
    },
    tell({ operation, error, kind, mode }) {
      const name = `${operation} ${kind} ${mode}`
      const times = (told.get(name) ?? 0) + 1
      told.set(name, times)
      if (times <= MOST_TOLD) onFault({ operation, because: describeStoreError(error), mode })
    },
  }
}
