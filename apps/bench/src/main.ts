import { writeFile } from 'node:fs/promises'
import { whenToldToEnd } from '../../../tooling/when-told-to-end.ts'
import { parseArguments } from './harness/arguments.ts'
import { type Effort, full } from './harness/effort.ts'
import { formatGroup } from './harness/format-group.ts'
import { formatReport, type Section } from './harness/format-report.ts'
import type { Row } from './harness/group.ts'
import { machineOf, versionsOf } from './harness/machine.ts'
import { Refusal } from './harness/refusal.ts'
import { rows } from './rows/rows.ts'

const REPORT = new URL('../../../docs/benchmarks.md', import.meta.url)

const PEERS: readonly string[] = [
  'axios',
  'axios-cache-interceptor',
  'http-cache-semantics',
  'idb-keyval',
  '@tanstack/query-async-storage-persister',
  '@tanstack/react-query',
  '@tanstack/react-query-persist-client',
  'undici',
]

const say = (text: string): void => void process.stdout.write(`${text}\n`)

interface Measured extends Section {
  readonly browser: string | undefined
}

/** The row's tables; `undefined`, and the reason on the screen, when it refuses. */
async function runRow(row: Row, effort: Effort): Promise<Measured | undefined> {
  say(`\n## ${row.title} (${row.name})\n`)
  try {
    const { groups, browser } = await row.run(effort)
    const tables = groups.map(formatGroup).join('\n\n')
    say(tables)
    return { row, tables, browser }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    say(`No figure: ${error.message}`)
    return undefined
  }
}

async function main(): Promise<void> {
  // What is measured is what users run: nothing that libraries do for developers only.
  process.env['NODE_ENV'] = 'production'
  const names = rows.map(({ name }) => name)
  const { name, effort } = parseArguments(process.argv.slice(2), names)
  const chosen = rows.filter((row) => name === undefined || row.name === name)
  const measured: Measured[] = []
  for (const row of chosen) {
    const one = await runRow(row, effort)
    if (one !== undefined) measured.push(one)
  }
  const machine = machineOf(measured.map(({ browser }) => browser))
  say(`\n${machine}`)
  if (measured.length < chosen.length) {
    process.exitCode = 1
  } else if (measured.length === rows.length && effort === full) {
    await writeFile(REPORT, formatReport(measured, machine, versionsOf(PEERS)))
    say('Written to docs/benchmarks.md')
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
