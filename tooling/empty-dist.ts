import { globSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from './run-command.ts'

/** What is built, or restored from a cache, is put beside what is there: a file that has gone would stay. */
export async function emptyDist(): Promise<void> {
  const folders = globSync('packages/*/dist', { cwd: ROOT })
  await Promise.all(folders.map((folder) => rm(join(ROOT, folder), { recursive: true })))
}

if (import.meta.main) await emptyDist()
