import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runCommand } from '../../../../tooling/run-command.ts'

/**
 * Runs a module in an app's folder, by Node with these options. Resolves to what it prints, which
 * has to be JSON.
 */
export async function runModule(
  folder: string,
  source: string,
  options: readonly string[] = [],
): Promise<unknown> {
  const file = join(folder, 'module.js')
  await writeFile(file, source)
  const args = [...options, file]
  // One that leaves a timer or a connection behind does not end.
  const { ok, output } = await runCommand({ file: process.execPath, args, timeoutSeconds: 60 })
  if (!ok) throw new Error(output)
  return JSON.parse(output) as unknown
}
