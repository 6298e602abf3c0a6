import { writeFile } from 'node:fs/promises'
import { basename, join, posix } from 'node:path'
import { publishedManifests } from '../../../../tooling/manifests.ts'

/** The packages that users install, by their folders. */
export const PACKAGES: readonly string[] = Array.from(publishedManifests().keys(), (folder) =>
  basename(folder),
)

/** Each name by which something can be imported, such as `@etagged/core/rules`. */
export function entries(): readonly string[] {
  return Array.from(publishedManifests().values(), ({ name, exports }) =>
    Object.keys(exports ?? {}).map((path) => posix.join(name, path)),
  ).flat()
}

/** So that the compiler looks at all that is published, and not at what the tests happen to use. */
export async function importEveryEntry(folder: string): Promise<void> {
  const lines = entries().map((entry, at) => `export * as entry${at} from '${entry}'\n`)
  await writeFile(join(folder, 'every-entry.ts'), lines.join(''))
}
