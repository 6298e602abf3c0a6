import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Versions } from './manifests.ts'
import { ROOT } from './run-command.ts'

export interface WorkspaceSettings {
  readonly catalog: Versions
  readonly catalogs: Readonly<Record<string, Versions>>
  readonly minimumReleaseAge?: number
}

/** What `pnpm-workspace.yaml` says. */
export function workspaceSettings(): WorkspaceSettings {
  return parse(readFileSync(join(ROOT, 'pnpm-workspace.yaml'), 'utf8')) as WorkspaceSettings
}
