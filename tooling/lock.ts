import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAllDocuments } from 'yaml'
import { ROOT } from './run-command.ts'

type ByName<T> = Readonly<Record<string, T>>

export interface Importer {
  readonly dependencies?: ByName<{ readonly version: string }>
  readonly optionalDependencies?: ByName<{ readonly version: string }>
}

export interface Locked {
  readonly resolution: ByName<string>
  readonly peerDependencies?: ByName<string>
  readonly peerDependenciesMeta?: ByName<{ readonly optional?: boolean }>
}

export interface Snapshot {
  readonly dependencies?: ByName<string>
  readonly optionalDependencies?: ByName<string>
}

/** `pnpm-lock.yaml` from its version 9 on. */
export interface Lock {
  /** By folder; the root's is '.'. */
  readonly importers: ByName<Importer>
  /** By name and version, such as `valibot@1.5.0`. */
  readonly packages: ByName<Locked>
  /** By name, version and the peers that it found, such as `valibot@1.5.0(typescript@7.0.2)`. */
  readonly snapshots: ByName<Snapshot>
}

export function lockText(): string {
  return readFileSync(join(ROOT, 'pnpm-lock.yaml'), 'utf8')
}

/** The first is pnpm itself, the last what it installs. */
export function locks(): readonly Lock[] {
  return parseAllDocuments(lockText()).map((document) => document.toJS() as Lock)
}
