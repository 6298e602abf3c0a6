import { join, posix, relative } from 'node:path'
import { publishedManifests } from '../../../tooling/manifests.ts'
import { ROOT } from '../../../tooling/run-command.ts'

/** The order in which a reader meets them; others follow. */
const FIRST = ['packages/core', 'packages/react', 'packages/idb']

export interface Entry {
  /** By which it is imported: `@etagged/core/quota`. */
  readonly name: string
  /** Its page has this name, without `.md`: `core-quota`. */
  readonly page: string
  readonly file: string
}

const published = [...publishedManifests()].toSorted(([a], [b]) => place(a) - place(b))

/** What can be imported of what is published. */
export const entries: readonly Entry[] = published.flatMap(([folder, { name, exports = {} }]) =>
  Object.entries(exports).map(([path, { '@etagged/source': source = '' }]) => {
    const imported = posix.join(name, path)
    const page = imported.replace('@etagged/', '').replaceAll('/', '-')
    return { name: imported, page, file: join(ROOT, folder, source) }
  }),
)

export const publishedNames: readonly string[] = published.map(([, { name }]) => name)

/** As TypeDoc names the module of a file. */
export function entryOf(file: string): Entry | undefined {
  return entries.find((entry) => relative(entry.file, file) === '')
}

function place(folder: string): number {
  const found = FIRST.indexOf(folder)
  return found < 0 ? FIRST.length : found
}
