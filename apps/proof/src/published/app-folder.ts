import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** The packages of this workspace, and their peers, as an app that installed them finds them. */
const INSTALLED = join(import.meta.dirname, '../../node_modules')
export const TYPE_TESTS = join(import.meta.dirname, '../../../../packages/react/types')

/** Runs what needs an app's folder. It is outside of the repository, whose settings do not count. */
export async function inAppFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'etagged-app-'))
  try {
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
    return await use(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Without a registry: the folder sees the built packages of this workspace. */
export async function linkPackages(folder: string): Promise<void> {
  await symlink(INSTALLED, join(folder, 'node_modules'), 'junction')
}

export async function copyTypeTests(folder: string): Promise<void> {
  await cp(TYPE_TESTS, folder, { recursive: true })
}

/** Makes the folders that are missing on its way, too. */
export async function putFile(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}
