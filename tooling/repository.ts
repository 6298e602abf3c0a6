import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Manifest, publishedManifests } from './manifests.ts'
import { ROOT } from './run-command.ts'

interface Environment {
  readonly GITHUB_SERVER_URL?: string | undefined
  readonly GITHUB_REPOSITORY?: string | undefined
}

/** The manifest with what a registry compares with the provenance of its package: where it was built from. */
export function withRepository(
  manifest: Manifest,
  directory: string,
  { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name }: Environment,
): Manifest {
  if (server === undefined || name === undefined) {
    throw new Error('GITHUB_SERVER_URL and GITHUB_REPOSITORY tell where this repository is')
  }
  const repository = { type: 'git', url: `git+${server}/${name}.git`, directory }
  return { ...manifest, repository }
}

if (import.meta.main) {
  for (const [folder, manifest] of publishedManifests()) {
    const text = JSON.stringify(withRepository(manifest, folder, process.env), undefined, 2)
    await writeFile(join(ROOT, folder, 'package.json'), `${text}\n`)
  }
}
