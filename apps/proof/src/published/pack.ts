import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT, runCommand } from '../../../../tooling/run-command.ts'
import { PACKAGES } from './entries.ts'

/** Packs what users install as it would be published, into a folder, and resolves to the archives. */
export async function pack(folder: string): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true })
  const manifest = await readFile(join(ROOT, 'package.json'), 'utf8')
  const { packageManager } = JSON.parse(manifest) as { packageManager: string }
  // Only pnpm knows what `workspace:` and `catalog:` stand for, and applies `publishConfig`.
  const filters = PACKAGES.map((name) => `--filter=./packages/${name}`)
  const args = ['--yes', packageManager, ...filters, 'pack', '--pack-destination', folder]
  const { ok, output } = await runCommand({ file: 'npx', args, timeoutSeconds: 120 })
  if (!ok) throw new Error(`The packages could not be packed:\n${output}`)
  return archivesIn(folder)
}

export async function archivesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder)
  return names.filter((name) => name.endsWith('.tgz')).map((name) => join(folder, name))
}
