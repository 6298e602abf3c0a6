import { GROUP_NAMES, GROUPS, type OutcomeGroup } from '../recording/outcome-group.ts'
import { SLICE, SLICES, type TimeSlice } from '../recording/timeline.ts'

/** A piece of a bar; CSS px. */
export interface BarPiece {
  readonly group: OutcomeGroup
  readonly y: number
  readonly height: number
}

/** The least that is seen of anything; CSS px. */
const LEAST = 2

/**
 * The pieces of a bar from the bottom up, on a scale that ends at `most`. What the small ones have more
 * than their share, the largest has less. Pure.
 */
export function piecesOf(
  { counts }: TimeSlice,
  { most, height }: { readonly most: number; readonly height: number },
): readonly BarPiece[] {
  const groups = GROUPS.filter((group) => counts[group] > 0)
  const lengths = groups.map((group) => Math.max(LEAST, (counts[group] / most) * height))
  const excess = Math.max(0, sumUp(lengths) - height)
  const largest = lengths.indexOf(Math.max(...lengths))
  let top = height
  return groups.map((group, index) => {
    const length = (lengths[index] ?? 0) - (index === largest ? excess : 0)
    top -= length
    // Sums of fractions end a little beyond their whole.
    return { group, y: Math.max(0, top), height: Math.max(0, length) }
  })
}

function sumUp(lengths: readonly number[]): number {
  return lengths.reduce((sum, length) => sum + length, 0)
}

export function totalOf({ counts }: Pick<TimeSlice, 'counts'>): number {
  return GROUPS.reduce((sum, group) => sum + counts[group], 0)
}

/** Where an axis ends, and its half is a whole number: at 4 at least, so that one request is no peak. */
export function niceEnd(most: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)))
  const end = [1, 2, 4, 6, 8, 10].find((step) => step * power >= most) ?? 10
  return Math.max(4, end * power)
}

/** All slices together. */
export function sumOf(slices: readonly TimeSlice[]): TimeSlice['counts'] {
  const sum = (group: OutcomeGroup): number =>
    slices.reduce((all, { counts }) => all + counts[group], 0)
  return Object.fromEntries(GROUPS.map((group) => [group, sum(group)])) as TimeSlice['counts']
}

/** `12 Memory, 3 304`; for who does not see the picture, and for the value of a bar. */
export function countsText(counts: TimeSlice['counts']): string {
  const told = GROUPS.filter((group) => counts[group] > 0)
  if (told.length === 0) return 'no requests'
  return told.map((group) => `${GROUP_NAMES[group]} ${counts[group]}`).join(', ')
}

/** When a bar was, from now. */
export function whenText(index: number): string {
  const ago = (SLICES - 1 - index) * SLICE
  return ago === 0 ? `the last ${SLICE} s` : `${ago} to ${ago + SLICE} s ago`
}
