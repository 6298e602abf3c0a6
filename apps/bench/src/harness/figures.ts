import { figuresOf, type Group, type Target } from './group.ts'
import type { Section } from './section.ts'

/** What a whole run found, for programs: `docs/benchmarks.json`. */
export interface Figures {
  readonly machine: string
  readonly targets: readonly (Target & { readonly row: string })[]
  /** By the row's name, the group's subject and the candidate's name. */
  readonly rows: Readonly<Record<string, Readonly<Record<string, GroupFigures>>>>
}

export interface GroupFigures {
  readonly unit: Group['unit']
  readonly candidates: Readonly<Record<string, CandidateFigures>>
}

export interface CandidateFigures {
  readonly role: string
  /** ms, or bytes. */
  readonly median: number
  /** To the limit. */
  readonly ratio: number
  readonly counted?: Readonly<Record<string, string>>
}

export function collectFigures(sections: readonly Section[], machine: string): Figures {
  return {
    machine,
    targets: sections.flatMap(({ row, outcome }) =>
      outcome.targets.map((target) => ({ row: row.name, ...target })),
    ),
    rows: Object.fromEntries(
      sections.map(({ row, outcome }) => [
        row.name,
        Object.fromEntries(outcome.groups.map((group) => [group.subject, groupFigures(group)])),
      ]),
    ),
  }
}

function groupFigures(group: Group): GroupFigures {
  const candidates = figuresOf(group).map(({ name, role, spent, ratio, counted }) => {
    const figures = { role, median: rounded(spent.median), ratio: rounded(ratio.median) }
    return [name, { ...figures, ...(counted === undefined ? {} : { counted }) }] as const
  })
  return { unit: group.unit, candidates: Object.fromEntries(candidates) }
}

/** More digits than a measurement has would change with each run, and say nothing. */
function rounded(value: number): number {
  return Number(value.toPrecision(4))
}
