import { PACKAGES } from '../src/published/entries.ts'
import { runCommand } from '../../../tooling/run-command.ts'

/** What users get is looked at as it is built from these sources, and not from those of the last build. */
export default async (): Promise<void> => {
  const projects = PACKAGES.map((name) => `packages/${name}/tsconfig.build.json`)
  const { ok, output } = await runCommand({ file: 'tsc', args: ['--build', ...projects] })
  if (!ok) throw new Error(output)
}
