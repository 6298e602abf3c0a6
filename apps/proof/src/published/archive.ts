import { mkdir, mkdtemp, readdir, readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { runCommand } from '../../../../tooling/run-command.ts'

/** An archive for a registry, and what is in it. */
export interface Archive {
  readonly file: string
  readonly manifest: Manifest
  /** From the package's root, such as `dist/index.js`. */
  readonly paths: ReadonlySet<string>
  readonly read: (path: string) => Promise<string>
}

type Versions = Readonly<Record<string, string>>

export interface Manifest {
  readonly name: string
  readonly version: string
  readonly exports: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly dependencies?: Versions
  readonly peerDependencies?: Versions
  readonly [field: string]: unknown
}

/** Takes the archive apart, in a folder of its own within this one. */
export async function openArchive(file: string, within: string): Promise<Archive> {
  await mkdir(within, { recursive: true })
  const folder = await mkdtemp(join(within, 'archive-'))
  const { ok, output } = await runCommand({ file: 'tar', args: ['-xzf', file, '-C', folder] })
  if (!ok) throw new Error(`${file} is no archive:\n${output}`)
  const root = join(folder, 'package')
  const read = (path: string): Promise<string> => readFile(join(root, path), 'utf8')
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
  return {
    file,
    manifest: JSON.parse(await read('package.json')) as Manifest,
    paths: new Set(paths.map((path) => path.replaceAll(sep, '/'))),
    read,
  }
}
