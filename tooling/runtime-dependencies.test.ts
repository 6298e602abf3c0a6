import { posix } from 'node:path'
import { expect, it } from 'vitest'
import { type Importer, type Lock, locks, type Snapshot } from './lock.ts'
import { publishedManifests } from './manifests.ts'

/** All that comes along when a package is installed, its peers apart; by the folders of this workspace. */
const BROUGHT: Readonly<Record<string, readonly string[]>> = {
  'packages/core': [],
  'packages/devtools': [],
  'packages/idb': ['idb-keyval@6.3.0'],
  'packages/pumpfun': ['valibot@1.5.0'],
  'packages/react': ['packages/pumpfun', 'valibot@1.5.0'],
}

const lock = locks().at(-1) ?? { importers: {}, packages: {}, snapshots: {} }

it('each published package brings this and nothing else, however deep', () => {
  const folders = [...publishedManifests().keys()]
  expect(Object.fromEntries(folders.map((folder) => [folder, broughtBy(lock, folder)]))).toEqual(
    BROUGHT,
  )
})

it('follows what brings something in turn, and leaves out optional peers', () => {
  const made: Lock = {
    importers: {
      'packages/a': {
        dependencies: { b: { version: 'link:../b' }, c: { version: '1.0.0(peer@2.0.0)' } },
      },
      'packages/b': { optionalDependencies: { '@d/d': { version: '3.0.0' } } },
    },
    packages: {
      'c@1.0.0': {
        resolution: {},
        peerDependencies: { peer: '>=1' },
        peerDependenciesMeta: { peer: { optional: true } },
      },
      '@d/d@3.0.0': { resolution: {} },
      'e@4.0.0': { resolution: {} },
    },
    snapshots: {
      'c@1.0.0(peer@2.0.0)': { optionalDependencies: { peer: '2.0.0' } },
      '@d/d@3.0.0': { dependencies: { e: '4.0.0' } },
      'e@4.0.0': {},
    },
  }
  expect(broughtBy(made, 'packages/a')).toEqual(['@d/d@3.0.0', 'c@1.0.0', 'e@4.0.0', 'packages/b'])
})

function broughtBy({ importers, packages, snapshots }: Lock, folder: string): readonly string[] {
  const ids = new Set(namedBy(folder, importers[folder] ?? {}))
  // What is added to a set is visited, too.
  for (const id of ids) {
    const importer = importers[id]
    if (importer !== undefined) namedBy(id, importer).forEach((name) => ids.add(name))
    for (const name of named(snapshots[id], packages[plain(id)]?.peerDependenciesMeta))
      ids.add(name)
  }
  return Array.from(ids, plain).toSorted()
}

function namedBy(folder: string, importer: Importer): readonly string[] {
  const all = Object.entries({ ...importer.dependencies, ...importer.optionalDependencies })
  return all.map(([name, { version }]) =>
    version.startsWith('link:') ? posix.join(folder, version.slice(5)) : `${name}@${version}`,
  )
}

function named(
  { dependencies, optionalDependencies }: Snapshot = {},
  peers: Readonly<Record<string, { readonly optional?: boolean }>> = {},
): readonly string[] {
  return Object.entries({ ...dependencies, ...optionalDependencies })
    .filter(([name]) => peers[name]?.optional !== true)
    .map(([name, version]) => `${name}@${version}`)
}

/** Without the peers that it found. */
function plain(id: string): string {
  return id.replace(/\(.*$/, '')
}
