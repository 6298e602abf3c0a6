import type { RequestEvent } from '@etagged/core'
import { answerKind } from '@etagged/core/stats'
import { createRecentMap } from './recent-map.ts'

/** Bytes of bodies that callers got and the network did not carry. */
export interface Savings {
  /** As long as the browser says they were on the wire, when they last came over it. */
  readonly measured: number
  /** Where it does not say: their length after content decoding. */
  readonly estimated: number
}

/** So many URLs are remembered. */
const MOST_URLS = 2000

export interface SavingsCount {
  add(event: RequestEvent): void
  read(): Savings
  /** The URLs may tell of a user, and his session has ended. */
  forgetUrls(): void
}

/** @param wireSizeOf the bytes that a URL's body took on the wire; `undefined`: nobody knows */
export function createSavings(wireSizeOf: (url: string) => number | undefined): SavingsCount {
  /** Lengths of the bodies that came over the network last, after decoding. */
  const wholes = createRecentMap<number>(MOST_URLS)
  let measured = 0
  let estimated = 0
  return {
    add(event) {
      const { bytes, inBackground, url } = event
      if (isWhole(event)) wholes.set(url, bytes.body)
      const saved = bytes.body - bytes.received
      // What stands in for an origin that failed, the network would not have carried either.
      if (inBackground || saved <= 0 || answerKind(event) === 'stale-if-error') return
      const onWire = wireSizeOf(url)
      const whole = wholes.get(url)
      // A part of a body was a part of it on the wire, too. What is longer is another body.
      if (onWire === undefined || whole === undefined || bytes.body > whole) estimated += saved
      else measured += Math.round((onWire * saved) / whole)
    },
    read: () => ({ measured, estimated }),
    forgetUrls: () => wholes.clear(),
  }
}

function isWhole({ bytes, outcome }: RequestEvent): boolean {
  const status = outcome.kind === 'forwarded' ? outcome.fwdStatus : undefined
  return status === 200 && bytes.received > 0 && bytes.received === bytes.body
}
