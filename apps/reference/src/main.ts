import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../../../tooling/run-command.ts'
import { writeReference } from './reference.ts'

const FOLDER = join(ROOT, 'docs/api')

// Made elsewhere: a run that fails leaves the pages that were there.
const made = await mkdtemp(join(tmpdir(), 'etagged-reference-'))
try {
  const unsaid = await writeReference(made)
  await rm(FOLDER, { recursive: true, force: true })
  await cp(made, FOLDER, { recursive: true })
  console.log('docs/api is written')
  if (unsaid.length > 0) {
    console.error(`${unsaid.length} public names have no docstring:\n${unsaid.join('\n')}`)
    process.exitCode = 1
  }
} finally {
  await rm(made, { recursive: true })
}
