import type { Row } from './group.ts'

/** A row and its tables in Markdown. */
export interface Section {
  readonly row: Pick<Row, 'name' | 'title' | 'about'>
  readonly tables: string
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
      '`npm run bench -- --quick` all of them in short; both only print.',
    'In each table all candidates ran in one run, a sample of each in every round. A ratio is that ' +
      'of a sample to the sample of the limit in the same round, so the median of the ratios is not ' +
      'quite the ratio of the medians. Times vary from machine to machine; ratios carry over. Why ' +
      'it is done like this: [0008](decisions/0008-bench.md).',
    `Measured on ${machine}, with ${versions.join(', ')}.`,
    ...sections.flatMap(({ row, tables }) => [
      `## ${row.title}`,
      row.about,
      `\`npm run bench -- ${row.name}\``,
      tables,
    ]),
  ]
  return `${parts.join('\n\n')}\n`
}
