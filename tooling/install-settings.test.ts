import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { manifests } from './manifests.ts'
import { ROOT } from './run-command.ts'
import { workspaceSettings } from './workspace-settings.ts'

interface Installed {
  readonly name: string
  readonly scripts?: Readonly<Record<string, string>>
}

/** Each installed package, by its folder. */
function installed(): ReadonlyMap<string, Installed> {
  const store = join(ROOT, 'node_modules', '.pnpm', '*', 'node_modules')
  const files = globSync([join(store, '*/package.json'), join(store, '@*/*/package.json')])
  return new Map(
    files.map((file) => [dirname(file), JSON.parse(readFileSync(file, 'utf8')) as Installed]),
  )
}

it('pnpm is told no more than this: neither where from, nor to run what it installs', () => {
  expect(Object.keys(workspaceSettings()).toSorted()).toEqual([
    'catalog',
    'catalogMode',
    'catalogs',
    'minimumReleaseAge',
    'packages',
    'savePrefix',
    'trustLockfile',
  ])
  expect(readFileSync(join(ROOT, 'pnpm-workspace.yaml'), 'utf8')).not.toContain('://')
})

it('no release is installed that is younger than three days', () => {
  expect(workspaceSettings().minimumReleaseAge).toBeGreaterThanOrEqual(3 * 24 * 60)
})

it('no other file tells where packages come from', () => {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  const settings =
    /(^|\/)(\.npmrc|\.pnpmfile\.[cm]?js|\.yarnrc(\.yml)?|bunfig\.toml|npm-shrinkwrap\.json|package-lock\.json|yarn\.lock)$/
  expect(files.split('\n').filter((file) => settings.test(file))).toEqual([])
  for (const { publishConfig, pnpm, resolutions, overrides } of manifests().values()) {
    expect({ ...publishConfig }).not.toHaveProperty('registry')
    expect([pnpm, resolutions, overrides]).toEqual([undefined, undefined, undefined])
  }
})

it('no installed package has a script that would run when it is installed', () => {
  const packages = installed()
  expect(packages.size).toBeGreaterThan(200)
  const withScripts = [...packages].filter(
    ([folder, { scripts }]) =>
      ['preinstall', 'install', 'postinstall'].some((name) => scripts?.[name] !== undefined) ||
      existsSync(join(folder, 'binding.gyp')),
  )
  expect(withScripts.map(([, { name }]) => name)).toEqual([])
})
