import type { OutcomeGroup } from '../recording/outcome-group.ts'
import type { RequestRow } from '../recording/request-row.ts'
import { reasonsOf } from './reasons.ts'
import { groupOfRow, outcomeOf, sizeOf } from './row-words.ts'

export interface RowsFilter {
  /** Words that all have to be in what is shown of a row; any text will do. */
  readonly text: string
  /** Empty: all of them. */
  readonly groups: ReadonlySet<OutcomeGroup>
}

/** The rows that somebody wants to see. What is under way has no group yet, and is in each; whose caller left is in none. */
export function filterRows(
  rows: readonly RequestRow[],
  { text, groups }: RowsFilter,
): readonly RequestRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0 && groups.size === 0) return rows
  return rows.filter((row) => isOfGroup(row, groups) && hasWords(row, words))
}

function isOfGroup(row: RequestRow, groups: RowsFilter['groups']): boolean {
  if (groups.size === 0 || row.end === undefined) return true
  const group = groupOfRow(row)
  return group !== undefined && groups.has(group)
}

function hasWords(row: RequestRow, words: readonly string[]): boolean {
  if (words.length === 0) return true
  const text = textOf(row)
  return words.every((word) => text.includes(word))
}

// A row is another object whenever something of it is, so that each is read once.
const texts = new WeakMap<RequestRow, string>()

function textOf(row: RequestRow): string {
  const known = texts.get(row)
  if (known !== undefined) return known
  const reasons = reasonsOf(row).flatMap(({ kind, because, meaning }) => [
    kind,
    because,
    meaning?.words ?? '',
  ])
  const all = [row.method, row.url, sizeOf(row), outcomeOf(row), ...reasons]
  const text = all.join(' ').toLowerCase()
  texts.set(row, text)
  return text
}
