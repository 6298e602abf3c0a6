import { readFile, writeFile } from 'node:fs/promises'
import { join, posix } from 'node:path'

/** The packages that users install, by their folders. */
export const PACKAGES = ['core', 'devtools', 'idb', 'pumpfun', 'react'] as const

const FOLDER = join(import.meta.dirname, '../../../../packages')

interface Manifest {
  readonly name: string
  readonly publishConfig: { readonly exports: Readonly<Record<string, unknown>> }
}

/** Each name by which something can be imported, such as `@etagged/core/rules`. */
export async function entries(): Promise<readonly string[]> {
  const found = PACKAGES.map(async (folder) => {
    const file = join(FOLDER, folder, 'package.json')
    const { name, publishConfig } = JSON.parse(await readFile(file, 'utf8')) as Manifest
    return Object.keys(publishConfig.exports).map((path) => posix.join(name, path))
  })
  return (await Promise.all(found)).flat()
}

/** So that the compiler looks at all that is published, and not at what the tests happen to use. */
export async function importEveryEntry(folder: string): Promise<void> {
  const lines = (await entries()).map((entry, at) => `export * as entry${at} from '${entry}'\n`)
  await writeFile(join(folder, 'every-entry.ts'), lines.join(''))
}
