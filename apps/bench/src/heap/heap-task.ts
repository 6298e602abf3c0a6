import type { HolderName } from './holder.ts'
import type { Kind } from './stored-url.ts'

/** What a process is to keep, and weigh. */
export interface HeapTask {
  readonly holder: HolderName
  readonly kind: Kind
  readonly count: number
  readonly maxBytes: number
}

/** What its heap grew by, and what that holds. */
export interface Heap {
  /** Bytes, after a collection, on V8's heap and beside it. */
  readonly bytes: number
  /** Of all that was offered to be kept. */
  readonly json: number
  readonly entries: number
  /** Bytes that these entries count for, if somebody counts. */
  readonly estimate?: number
  /** The last that was kept could be read, and was what had been sent. */
  readonly isRight: boolean
}
