import { globSync } from 'node:fs'
import { emptyDist } from '../../../tooling/empty-dist.ts'
import { ROOT, runCommand } from '../../../tooling/run-command.ts'

/** What users get is looked at as it is built from these sources, and not from those of the last build. */
export default async (): Promise<void> => {
  await emptyDist()
  const projects = globSync('packages/*/tsconfig.build.json', { cwd: ROOT })
  const { ok, output } = await runCommand({ file: 'tsc', args: ['--build', ...projects] })
  if (!ok) throw new Error(output)
}
