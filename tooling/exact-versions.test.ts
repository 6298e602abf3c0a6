import { expect, it } from 'vitest'
import { manifests, publishedManifests, type Versions } from './manifests.ts'
import { workspaceSettings } from './workspace-settings.ts'

/** Such as `1.2.3`, `1.2.3-rc.1`, and the same of another name. */
const EXACT = /^(npm:(@[\w.-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+(-[\w.-]+)?$/
/** A name of this workspace, or one for which the catalog says the version. */
const ELSEWHERE = /^(workspace:[*^]|catalog:\w*)$/

const isFixed = (version: string): boolean => EXACT.test(version) || ELSEWHERE.test(version)

const loose = (versions: Versions = {}): readonly string[] =>
  Object.entries(versions)
    .filter(([, version]) => !isFixed(version))
    .map(([name, version]) => `${name} ${version}`)

it.each([...manifests()])('no version in the manifest of "%s" is a range', (_, manifest) => {
  const { dependencies, devDependencies, optionalDependencies } = manifest
  expect(loose({ ...dependencies, ...devDependencies, ...optionalDependencies })).toEqual([])
})

it('no version in a catalog is a range', () => {
  const { catalog, catalogs } = workspaceSettings()
  const all = [catalog, ...Object.values(catalogs)]
  expect(all.flatMap((versions) => Object.values(versions)).length).toBeGreaterThan(30)
  expect(all.flatMap(loose)).toEqual([])
})

it('a peer is a range, and one of this workspace is the same version or a later patch', () => {
  const peers = Array.from(publishedManifests().values(), ({ peerDependencies = {} }) =>
    Object.entries(peerDependencies),
  ).flat()
  expect(peers.length).toBeGreaterThan(5)
  for (const [name, range] of peers) {
    expect(`${name} ${range}`).toMatch(
      name.startsWith('@etagged/') ? / workspace:\^$/ : / \^\d+\.\d+\.\d+( \|\| \^\d+\.\d+\.\d+)*$/,
    )
  }
})

it.each([
  ['1.2.3', true],
  ['npm:typescript@5.9.3', true],
  ['catalog:lowest', true],
  ['workspace:^', true],
  ['^1.2.3', false],
  ['1.2', false],
  ['1.x', false],
  ['latest', false],
  ['*', false],
  ['>=1.2.3', false],
  ['npm:typescript@^5.9.3', false],
  ['https://example.com/a.tgz', false],
  ['github:owner/name', false],
  ['file:../a', false],
])('"%s" is taken for exact: %s', (version, is) => {
  expect(isFixed(version)).toBe(is)
})
