/** A Markdown table with aligned columns: the first ones, texts, to the left, all others to the right. */
export function formatTable(rows: readonly (readonly string[])[], texts = 1): string {
  const [headings = []] = rows
  const widths = headings.map((_, column) =>
    Math.max(3, ...rows.map((cells) => cells[column]?.length ?? 0)),
  )
  const ruler = widths.map((width, column) =>
    column < texts ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  )
  const [first = [], ...rest] = rows
  return [first, ruler, ...rest].map((cells) => formatLine(cells, widths, texts)).join('\n')
}

function formatLine(cells: readonly string[], widths: readonly number[], texts: number): string {
  const padded = widths.map((width, column) => {
    const cell = cells[column] ?? ''
    return column < texts ? cell.padEnd(width) : cell.padStart(width)
  })
  return `| ${padded.join(' | ')} |`
}
