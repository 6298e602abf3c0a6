import { readFileSync } from 'node:fs'
import { join, posix, relative } from 'node:path'

const PACKAGES = join(import.meta.dirname, '../../../packages')

/** What is published, in the order in which a reader meets it. */
const PUBLISHED = ['core', 'react', 'idb', 'devtools', 'pumpfun'] as const

export interface Entry {
  /** By which it is imported: `@etagged/core/quota`. */
  readonly name: string
  /** Its page has this name, without `.md`: `core-quota`. */
  readonly page: string
  readonly file: string
}

interface Manifest {
  readonly name: string
  readonly exports: Readonly<Record<string, { readonly '@etagged/source': string }>>
}

export function entries(): readonly Entry[] {
  return PUBLISHED.flatMap((folder) => {
    const { name, exports } = readManifest(folder)
    return Object.entries(exports).map(([path, { '@etagged/source': source }]) => {
      const imported = posix.join(name, path)
      const page = imported.replace('@etagged/', '').replaceAll('/', '-')
      return { name: imported, page, file: join(PACKAGES, folder, source) }
    })
  })
}

/** As TypeDoc names the module of a file. */
export function entryOf(file: string): Entry | undefined {
  return entries().find((entry) => relative(entry.file, file) === '')
}

export const publishedNames = (): string[] => PUBLISHED.map((folder) => readManifest(folder).name)

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(PACKAGES, folder, 'package.json'), 'utf8')) as Manifest
}
