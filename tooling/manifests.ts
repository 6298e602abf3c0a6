import { globSync, readFileSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { ROOT } from './run-command.ts'

export type Versions = Readonly<Record<string, string>>

export interface Manifest {
  readonly name: string
  readonly version?: string
  readonly private?: boolean
  readonly dependencies?: Versions
  readonly devDependencies?: Versions
  readonly optionalDependencies?: Versions
  readonly peerDependencies?: Versions
  readonly exports?: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly publishConfig?: Readonly<Record<string, unknown>>
  readonly [field: string]: unknown
}

/** The root's manifest and those of the workspace's packages, by folder; the root's is ''. */
export function manifests(): ReadonlyMap<string, Manifest> {
  const found = globSync('{packages,apps}/*/package.json', { cwd: ROOT })
  const folders = ['', ...found.map((file) => dirname(file).replaceAll(sep, '/')).toSorted()]
  return new Map(folders.map((folder) => [folder, manifestIn(join(ROOT, folder))]))
}

function manifestIn(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
}

/** The packages that are published, by folder. */
export function publishedManifests(): ReadonlyMap<string, Manifest> {
  return new Map([...manifests()].filter(([, manifest]) => manifest.private !== true))
}
