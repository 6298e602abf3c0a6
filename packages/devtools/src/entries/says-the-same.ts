import type { EntryInfo } from '@etagged/core'
import { type EntryRow, isSameRow } from './entry-row.ts'

/** Do two rows say the same to who reads them? Ages are read in whole seconds. Pure. */
export function saysTheSame(one: EntryRow, other: EntryRow): boolean {
  return (
    isSameRow(one, other) &&
    one.state === other.state &&
    one.tally === other.tally &&
    one.inMemory === other.inMemory &&
    one.onDisk === other.onDisk &&
    isSameInfo(one.info, other.info)
  )
}

function isSameInfo(one: EntryInfo | undefined, other: EntryInfo | undefined): boolean {
  if (one === undefined || other === undefined) return one === other
  return (
    one.etag === other.etag &&
    one.bytes === other.bytes &&
    // Core gives the same list as long as it is of the same response.
    one.tags === other.tags &&
    Math.floor(one.age) === Math.floor(other.age) &&
    Math.floor(one.ttl) === Math.floor(other.ttl)
  )
}
