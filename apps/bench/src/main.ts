import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { whenToldToEnd } from '../../../tooling/when-told-to-end.ts'
import { parseArguments } from './harness/arguments.ts'
import { chartOf } from './harness/chart.ts'
import { openDurations } from './harness/durations.ts'
import { type Effort, full } from './harness/effort.ts'
import { collectFigures } from './harness/figures.ts'
import { formatGroup } from './harness/format-group.ts'
import { withCosts } from './harness/format-readme.ts'
import { chartPath, formatReport } from './harness/format-report.ts'
import { formatTargets } from './harness/format-targets.ts'
import type { Row } from './harness/group.ts'
import { machineOf, versionsOf } from './harness/machine.ts'
import { formatProgress } from './harness/progress.ts'
import { Refusal } from './harness/refusal.ts'
import type { Section } from './harness/section.ts'
import { rows } from './rows/rows.ts'

const DOCS = new URL('../../../docs/', import.meta.url)

const README = new URL('../../../README.md', import.meta.url)

const DURATIONS = new URL('../node_modules/.cache/durations.json', import.meta.url)

const PEERS: readonly string[] = [
  'axios',
  'axios-cache-interceptor',
  'dexie',
  'http-cache-semantics',
  'idb-keyval',
  'swr',
  '@tanstack/query-async-storage-persister',
  '@tanstack/react-query',
  '@tanstack/react-query-persist-client',
  'undici',
]

const durations = openDurations(fileURLToPath(DURATIONS))

const say = (text: string): void => void process.stdout.write(`${text}\n`)

/** Tells on the terminal, each second, how far it is; where nobody watches, once. */
function watchProgress(chosen: readonly Row[], index: number, effort: Effort): () => void {
  const begin = performance.now()
  const names = chosen.map(({ name }) => name)
  const { stderr } = process
  const tell = (): void => {
    const place = { effort: effort.name, rows: names, index, elapsed: performance.now() - begin }
    const text = formatProgress(place, durations)
    stderr.write(stderr.isTTY ? `\r\u{1B}[K${text}` : `${text}\n`)
  }
  tell()
  const timer = stderr.isTTY ? setInterval(tell, 1000) : undefined
  return () => {
    clearInterval(timer)
    if (stderr.isTTY) stderr.write('\r\u{1B}[K')
  }
}

/** What came of the row, or why it refuses. */
async function runRow(row: Row, effort: Effort): Promise<Section | string> {
  say(`\n## ${row.title} (${row.name})\n`)
  const begin = performance.now()
  try {
    const outcome = await row.run(effort)
    durations.note(effort.name, row.name, performance.now() - begin)
    say(outcome.groups.map(formatGroup).join('\n\n'))
    return { row, outcome }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    say(`No figure: ${error.message}`)
    return error.message
  }
}

async function write(sections: readonly Section[], machine: string): Promise<void> {
  // What cannot be formatted is to leave all as it was.
  const charts = sections.flatMap(({ row, outcome }) =>
    outcome.groups.map((group, index) => [chartPath(row.name, index), chartOf(group)] as const),
  )
  const figures = collectFigures(sections, machine)
  const report = formatReport(sections, machine, versionsOf(PEERS))
  const readme = withCosts(await readFile(README, 'utf8'), figures)
  const images = new URL('images/bench/', DOCS)
  // A row that is gone leaves no chart behind.
  await rm(images, { recursive: true, force: true })
  await mkdir(images, { recursive: true })
  for (const [path, chart] of charts) await writeFile(new URL(path, DOCS), chart)
  await writeFile(new URL('benchmarks.md', DOCS), report)
  await writeFile(new URL('benchmarks.json', DOCS), `${JSON.stringify(figures, undefined, 2)}\n`)
  await writeFile(README, readme)
  say('Written to docs/benchmarks.md, docs/benchmarks.json, docs/images/bench/ and README.md')
}

async function main(): Promise<void> {
  // What is measured is what users run: nothing that libraries do for developers only.
  process.env['NODE_ENV'] = 'production'
  const names = rows.map(({ name }) => name)
  const { name, effort } = parseArguments(process.argv.slice(2), names)
  const chosen = rows.filter((row) => name === undefined || row.name === name)
  const sections: Section[] = []
  const refused: string[] = []
  for (const [index, row] of chosen.entries()) {
    const stop = watchProgress(chosen, index, effort)
    const section = await runRow(row, effort).finally(stop)
    if (typeof section === 'string') refused.push(`- ${row.name}: ${section}`)
    else sections.push(section)
  }
  const machine = machineOf(sections.map(({ outcome }) => outcome.browser))
  say(`\n${formatTargets(sections)}\n\n${machine}`)
  if (refused.length > 0) {
    say(`\nRefused, so that nothing is written:\n\n${refused.join('\n')}`)
    process.exitCode = 1
  } else if (sections.length === rows.length && effort === full) {
    await write(sections, machine)
  }
}

// What was started ends with this process, by its `exit` event or the end of its channel.
whenToldToEnd(() => process.exit(1))

try {
  await main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
