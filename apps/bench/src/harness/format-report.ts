import { describeGroup } from './describe-group.ts'
import { formatGroup } from './format-group.ts'
import { formatTargets } from './format-targets.ts'
import type { Section } from './section.ts'

/** Where the chart of a row's group is, from `docs/`. */
export function chartPath(row: string, index: number): string {
  return `images/bench/${row}-${index + 1}.svg`
}

/** The page that a whole run writes. */
export function formatReport(
  sections: readonly Section[],
  machine: string,
  versions: readonly string[],
): string {
  const parts = [
    '# Benchmarks',
    'Written by `npm run bench`; do not edit. `npm run bench -- NAME` runs one of them, and ' +
      '`npm run bench -- --quick` all of them in short; both only print. The same figures for ' +
      'programs: [benchmarks.json](benchmarks.json).',
    '## What is promised, and what was measured',
    formatTargets(sections),
    '## How it is measured',
    'In each table all candidates ran in one run, a sample of each in every round. A ratio is that ' +
      'of a sample to the sample of the limit in the same round, so the median of the ratios is not ' +
      'quite the ratio of the medians. In a chart a bar begins at the limit, and its whiskers are ' +
      'q1 and q3. Times vary from machine to machine; ratios carry over. Why it is done like this: ' +
      '[0008](decisions/0008-bench.md).',
    `Measured on ${machine}, with ${versions.join(', ')}.`,
    ...sections.flatMap(formatSection),
  ]
  return `${parts.join('\n\n')}\n`
}

function formatSection({ row, outcome }: Section): readonly string[] {
  return [
    `## ${row.title}`,
    row.about,
    `\`npm run bench -- ${row.name}\``,
    ...outcome.groups.flatMap((group, index) => [
      `![${describeGroup(group)}](${chartPath(row.name, index)})`,
      formatGroup(group),
    ]),
  ]
}
