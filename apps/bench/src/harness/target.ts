import { digits } from './digits.ts'
import type { Target } from './group.ts'

/** A figure, and what it was promised to be. */
export interface Claim {
  readonly id: string
  readonly promise: string
  readonly figure: number
  readonly bound: { readonly atMost: number } | { readonly atLeast: number }
  /** How the figure reads, as `1.4 µs`. @default as a ratio */
  readonly format?: (figure: number) => string
  /** The measured reason, told only when the promise is not kept. */
  readonly because?: string
}

/** Judges the figure as it was measured, before it is rounded. */
export function targetOf({ id, promise, figure, bound, format = ratio, because }: Claim): Target {
  const isMet = 'atMost' in bound ? figure <= bound.atMost : figure >= bound.atLeast
  const found = format(figure)
  return { id, promise, found, isMet, ...(isMet || because === undefined ? {} : { because }) }
}

export const ratio = (figure: number): string => `${digits(figure)} ×`

export const microseconds = (ms: number): string => `${digits(ms * 1000)} µs`

export const milliseconds = (ms: number): string => `${digits(ms)} ms`

export const kilobytes = (bytes: number): string => `${digits(bytes / 1000)} kB`

export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
