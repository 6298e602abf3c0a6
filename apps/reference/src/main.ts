import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT, runCommand } from '../../../tooling/run-command.ts'
import { writeReference } from './reference.ts'

const FOLDER = join(ROOT, 'docs/api')

await rm(FOLDER, { recursive: true, force: true })
const unsaid = await writeReference(FOLDER)
const formatted = await runCommand({ file: 'oxfmt', args: [FOLDER] })
if (!formatted.ok) throw new Error(formatted.output)
console.log('docs/api is written')
if (unsaid.length > 0) {
  console.error(`${unsaid.length} public names have no docstring:\n${unsaid.join('\n')}`)
  process.exitCode = 1
}
