import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exportedNames, type Kinds } from './exported-names.ts'

/** Of one entry of a package, in the order of the alphabet. A name may stand for a value and a type. */
export interface PublicNames {
  readonly values: readonly string[]
  readonly types: readonly string[]
}

interface Manifest {
  readonly exports: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/**
 * What each entry of a package exports: the values as they are there when it is imported, the types
 * as its source says.
 */
export async function publicNames(folder: string): Promise<Record<string, PublicNames>> {
  const manifest = await readFile(join(folder, 'package.json'), 'utf8')
  const entries = Object.entries((JSON.parse(manifest) as Manifest).exports)
  const found = entries.map(async ([entry, { '@etagged/source': source = '' }]) => {
    const file = join(folder, source)
    const names = [...exportedNames(file)]
    const values = Object.keys((await import(/* @vite-ignore */ file)) as object).toSorted()
    const said = where(names, 'value').join(', ')
    if (said !== values.join(', ')) throw new Error(`${file} has ${values.join(', ')}, not ${said}`)
    return [entry, { values, types: where(names, 'type') }] as const
  })
  return Object.fromEntries(await Promise.all(found))
}

function where(names: readonly (readonly [string, Kinds])[], kind: keyof Kinds): string[] {
  return names
    .filter(([, kinds]) => kinds[kind])
    .map(([name]) => name)
    .toSorted()
}
