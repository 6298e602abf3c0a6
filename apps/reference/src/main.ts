import { mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT, runCommand } from '../../../tooling/run-command.ts'
import { writeReference } from './reference.ts'

const FOLDER = join(ROOT, 'docs/api')

// Beside it, so that it can take its place: a run that fails leaves the pages that were there.
const made = await mkdtemp(join(ROOT, 'docs/api-'))
const unsaid = await writeReference(made).catch(async (error: unknown) => {
  await rm(made, { recursive: true })
  throw error
})
await rm(FOLDER, { recursive: true, force: true })
await rename(made, FOLDER)
const formatted = await runCommand({ file: 'oxfmt', args: [FOLDER] })
if (!formatted.ok) throw new Error(formatted.output)
console.log('docs/api is written')
if (unsaid.length > 0) {
  console.error(`${unsaid.length} public names have no docstring:\n${unsaid.join('\n')}`)
  process.exitCode = 1
}
