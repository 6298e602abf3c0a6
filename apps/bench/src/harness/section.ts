import type { Outcome, Row } from './group.ts'

/** A row that was run, and what came of it. */
export interface Section {
  readonly row: Pick<Row, 'name' | 'title' | 'about'>
  readonly outcome: Outcome
}

/** The name that a Markdown page gives to the section's heading. */
export function anchorOf({ row }: Section): string {
  return row.title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
}
