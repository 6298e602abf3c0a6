import { mkdir, readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { publishedManifests } from './manifests.ts'
import { pnpm } from './pnpm.ts'
import { runCommand } from './run-command.ts'

/** Packs what users install as it is built, into a folder, and resolves to the archives. */
export async function pack(folder: string): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true })
  // Only pnpm knows what `workspace:` and `catalog:` stand for, and applies `publishConfig`.
  const filters = Array.from(publishedManifests().keys(), (path) => `--filter=./${path}`)
  const command = pnpm(...filters, 'pack', '--pack-destination', folder)
  const { ok, output } = await runCommand({ ...command, timeoutSeconds: 120 })
  if (!ok) throw new Error(`The packages could not be packed:\n${output}`)
  return archivesIn(folder)
}

export async function archivesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder)
  return names.filter((name) => name.endsWith('.tgz')).map((name) => join(folder, name))
}

if (import.meta.main) {
  for (const archive of await pack(resolve(process.argv[2] ?? 'archives'))) console.log(archive)
}
