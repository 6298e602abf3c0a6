import { formatTable } from './format-table.ts'
import type { Target } from './group.ts'
import { anchorOf, type Section } from './section.ts'

interface Judged extends Target {
  readonly anchor: string
}

/** What all rows promise, in the order of the ids, and the reason for each promise that is not kept. */
export function formatTargets(sections: readonly Section[]): string {
  const judged = sections
    .flatMap((section) =>
      section.outcome.targets.map((target): Judged => ({ ...target, anchor: anchorOf(section) })),
    )
    .toSorted((one, other) => one.id.localeCompare(other.id, 'en', { numeric: true }))
  if (judged.length === 0) return 'No row promises anything.'
  const lines = judged.map(({ id, promise, found, isMet, anchor }) => [
    id,
    `[${promise}](#${anchor})`,
    found,
    isMet ? 'met' : '**not met**',
  ])
  const met = judged.filter(({ isMet }) => isMet).length
  return [
    `${met} of ${judged.length} targets are met.`,
    formatTable([['', 'target', 'measured', ''], ...lines], 2),
    ...reasons(judged.filter(({ isMet }) => !isMet)),
  ].join('\n\n')
}

function reasons(unmet: readonly Judged[]): readonly string[] {
  if (unmet.length === 0) return []
  const lines = unmet.map(
    ({ id, promise, found, because = 'The reason has not been measured.' }) =>
      `- ${id}, ${promise}; measured: ${found}. ${because}`,
  )
  return ['Not met, and why:', lines.join('\n')]
}
