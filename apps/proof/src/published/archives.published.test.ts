import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, posix } from 'node:path'
import { parseSync } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROOT, runCommand } from '../../../../tooling/run-command.ts'
import { type Archive, openArchive } from './archive.ts'
import { PACKAGES } from './entries.ts'
import { archivesIn, pack } from '../../../../tooling/pack.ts'

/** A folder with archives that are about to be published: they are looked at as they lie there. */
const GIVEN = process.env['ETAGGED_ARCHIVES']

const opened = new Map<string, Archive>()
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etagged-archives-'))
  const files = GIVEN === undefined ? await pack(join(folder, 'packed')) : await archivesIn(GIVEN)
  for (const file of files) {
    const archive = await openArchive(file, join(folder, 'opened'))
    opened.set(archive.manifest.name, archive)
  }
})

afterAll(() => rm(folder, { recursive: true }))

it('there is one archive for each package, and all are of one version', () => {
  expect([...opened.keys()].toSorted()).toEqual(PACKAGES.map((name) => `@etagged/${name}`))
  expect(new Set(Array.from(opened.values(), ({ manifest }) => manifest.version)).size).toBe(1)
})

describe.each(PACKAGES)('the archive of @etagged/%s', (name) => {
  function archive(): Archive {
    const found = opened.get(`@etagged/${name}`)
    if (found === undefined) throw new Error(`@etagged/${name} was not packed`)
    return found
  }

  it('is without fault by publint', async () => {
    expect(await outputOf('publint', ['--strict', archive().file])).toContain('All good!')
  })

  it('has types at each entry that tell the truth, by attw', async () => {
    const { file, manifest } = archive()
    // The packages are modules only; `require` of them is the affair of Node, from 20.19 and 22.12 on.
    const args = [file, '--profile', 'esm-only', '--format', 'json']
    const { analysis } = JSON.parse(await outputOf('attw', args)) as {
      analysis: { types: { kind: string } | false; entrypoints: object }
    }
    expect(analysis.types).toEqual({ kind: 'included' })
    expect(Object.keys(analysis.entrypoints)).toEqual(Object.keys(manifest.exports))
  })

  it('has modules, their sources, and the pages of a package; no tests, no fixtures', async () => {
    const { file, paths } = archive()
    const list = [...paths]
    const known =
      /^(LICENSE|README\.md|CHANGELOG\.md|package\.json|dist\/.+\.(d\.ts|js)(\.map)?|src\/.+\.tsx?)$/
    expect(list.filter((path) => !known.test(path))).toEqual([])
    expect(list.filter((path) => /\.test[.-]|\.spec\.|fixture|__/.test(path))).toEqual([])
    expect(list).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json']))
    const { size } = await stat(file)
    console.log(`@etagged/${name}: ${list.length} files, ${Math.round(size / 1000)} kB packed`)
  })

  it('says by which licence, and begins its page with its name', async () => {
    const { manifest, read } = archive()
    expect(await read('LICENSE')).toBe(await readFile(join(ROOT, 'LICENSE'), 'utf8'))
    expect(await read('README.md')).toMatch(new RegExp(`^# ${manifest.name}\n`))
  })

  it('has whatever its entries name, types first, and nothing of this repository', () => {
    const { manifest, paths } = archive()
    const entries = Object.values(manifest.exports)
    expect(entries.length).toBeGreaterThan(0)
    for (const entry of entries) {
      expect(Object.keys(entry)).toEqual(['types', 'default'])
      for (const path of Object.values(entry)) expect(paths).toContain(posix.normalize(path))
    }
    expect(JSON.stringify(manifest)).not.toMatch(/workspace:|catalog:|@etagged\/source/)
  })

  it('leads from each built file by its map to a source that is there', async () => {
    const { paths, read } = archive()
    const built = [...paths].filter((path) => /^dist\/.+\.(js|d\.ts)$/.test(path))
    expect(built.length).toBeGreaterThan(0)
    const astray = await Promise.all(
      built.map(async (path) => {
        const [, map = ''] = /\/\/# sourceMappingURL=(\S+)\s*$/.exec(await read(path)) ?? []
        const at = posix.join(posix.dirname(path), map)
        if (map === '' || !paths.has(at)) return [path]
        const { sourceRoot, sources } = JSON.parse(await read(at)) as {
          sourceRoot: string
          sources: readonly string[]
        }
        const found = sources.map((one) => posix.join(posix.dirname(at), sourceRoot, one))
        return found.length > 0 && found.every((one) => paths.has(one)) ? [] : [path]
      }),
    )
    expect(astray.flat()).toEqual([])
  })

  it('has no source to which none of its entries leads', async () => {
    const { manifest, paths, read } = archive()
    const entries = Object.values(manifest.exports).map(({ default: built = '' }) =>
      built.replace(/^\.\/dist\/(.+)\.js$/, 'src/$1.ts'),
    )
    const reached = new Set(entries)
    // What is added to a set is visited, too.
    for (const source of reached) {
      const imported = importsIn(source, await read(source)).filter((from) => from.startsWith('.'))
      for (const from of imported) reached.add(posix.join(posix.dirname(source), from))
    }
    const sources = [...paths].filter((path) => path.startsWith('src/'))
    expect(sources.filter((path) => !reached.has(path))).toEqual([])
  })

  it('imports no package but those that it brings or asks for', async () => {
    const { manifest, paths, read } = archive()
    const { dependencies, peerDependencies } = manifest
    const known = [manifest.name, ...Object.keys({ ...dependencies, ...peerDependencies })]
    const built = [...paths].filter((path) => /^dist\/.+\.(js|d\.ts)$/.test(path))
    const imported = await Promise.all(built.map(async (path) => importsIn(path, await read(path))))
    const packages = new Set(
      imported
        .flat()
        .filter((from) => !from.startsWith('.'))
        .map(packageOf),
    )
    expect([...packages].filter((one) => !known.includes(one))).toEqual([])
    // What it asks for and never uses is too much, too.
    expect(known.filter((one) => one !== manifest.name && !packages.has(one))).toEqual([])
  })
})

/** What a check says that finds nothing; what it finds is thrown. */
async function outputOf(file: string, args: readonly string[]): Promise<string> {
  const { ok, output } = await runCommand({ file, args })
  if (!ok) throw new Error(output)
  return output
}

function importsIn(path: string, text: string): readonly string[] {
  const { module, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path}: ${JSON.stringify(errors)}`)
  const { staticImports, staticExports, dynamicImports } = module
  const again = staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
  )
  const later = dynamicImports.map(({ moduleRequest: { start, end } }) =>
    text.slice(start + 1, end - 1),
  )
  return [...staticImports.map(({ moduleRequest }) => moduleRequest.value), ...again, ...later]
}

/** Of `@etagged/core/rules`, `@etagged/core`. */
function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
}
