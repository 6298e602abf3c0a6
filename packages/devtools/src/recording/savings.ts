import type { RequestEvent } from '@etagged/core'
import { answerKind } from '@etagged/core/stats'

/** Bytes of bodies that callers got and the network did not carry. */
export interface Savings {
  /** As long as the browser says they were on the wire, when they last came over it. */
  readonly measured: number
  /** Where it does not say: their length after content decoding. */
  readonly estimated: number
}

export interface SavingsCount {
  add(event: RequestEvent): void
  read(): Savings
}

/** @param wireSizeOf the bytes that a URL's body took on the wire; `undefined`: nobody knows */
export function createSavings(wireSizeOf: (url: string) => number | undefined): SavingsCount {
  let measured = 0
  let estimated = 0
  return {
    add(event) {
      const { bytes, inBackground, url } = event
      const saved = bytes.body - bytes.received
      // What stands in for an origin that failed, the network would not have carried either.
      if (inBackground || saved <= 0 || answerKind(event) === 'stale-if-error') return
      const onWire = wireSizeOf(url)
      if (onWire === undefined) estimated += saved
      else measured += onWire
    },
    read: () => ({ measured, estimated }),
  }
}
