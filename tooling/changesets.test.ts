import { execFileSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { type Manifest, manifests, publishedManifests } from './manifests.ts'
import { ROOT, runCommand } from './run-command.ts'

interface Config {
  readonly fixed: readonly (readonly string[])[]
  readonly privatePackages: { readonly version: boolean; readonly tag: boolean }
}

const published = Array.from(publishedManifests().values(), ({ name }) => name)
const files = globSync('*.md', { cwd: join(ROOT, '.changeset') })

it('what is published is one group that always has one version, and nothing else has any', () => {
  const config = readFileSync(join(ROOT, '.changeset', 'config.json'), 'utf8')
  const { fixed, privatePackages } = JSON.parse(config) as Config
  expect(fixed).toEqual([published])
  expect(privatePackages).toEqual({ version: false, tag: false })
})

it.each(files)('.changeset/%s names packages that are published, and says what changed', (file) => {
  const text = readFileSync(join(ROOT, '.changeset', file), 'utf8')
  const [, head = '', summary = ''] = /^---\n(.*?)\n---\n(.*)$/s.exec(text) ?? []
  const bumps = Object.entries(parse(head) as Record<string, string>)
  expect(bumps.length).toBeGreaterThan(0)
  for (const [name, bump] of bumps) {
    expect(published).toContain(name)
    // Before 1.0.0 a minor release may break what was.
    expect(['patch', 'minor']).toContain(bump)
  }
  expect(summary.trim()).toMatch(/^[`A-Z]/)
})

it.each([
  { from: '0.0.0', bump: 'minor', to: '0.1.0' },
  { from: '0.1.0', bump: 'patch', to: '0.1.1' },
  { from: '0.1.1', bump: 'minor', to: '0.2.0' },
])('a $bump change of core takes all that is published from $from to $to', async (release) => {
  const versions = await versionsAfter(release)
  expect(versions).toEqual(
    Array.from(manifests().values(), ({ name, version, private: isPrivate }) => [
      name,
      isPrivate === true ? version : release.to,
    ]),
  )
})

/** Lets changesets do its work in a copy of the manifests. */
async function versionsAfter({ from, bump }: { from: string; bump: string }) {
  const copy = await mkdtemp(join(tmpdir(), 'etagged-release-'))
  try {
    for (const [folder, manifest] of manifests()) {
      await mkdir(join(copy, folder), { recursive: true })
      const version = manifest.private === true ? {} : { version: from }
      await writeFile(manifestOf(copy, folder), JSON.stringify({ ...manifest, ...version }))
    }
    for (const name of ['pnpm-workspace.yaml', '.changeset/config.json', 'tooling/changelog.ts']) {
      await cp(join(ROOT, name), join(copy, name))
    }
    const change = `---\n'@etagged/core': ${bump}\n---\n\nA change.\n`
    await writeFile(join(copy, '.changeset', 'a-change.md'), change)
    execFileSync('git', ['init', '--quiet'], { cwd: copy })
    const { ok, output } = await runCommand({ file: 'changeset', args: ['version'], cwd: copy })
    if (!ok) throw new Error(output)
    expect(await readFile(join(copy, 'packages', 'core', 'CHANGELOG.md'), 'utf8')).toMatch(
      /^# @etagged\/core\n\n## [\d.]+\n\n### (Minor|Patch) Changes\n\n- A change\.\n$/,
    )
    return await Promise.all(
      Array.from(manifests().keys(), async (folder) => {
        const { name, version } = JSON.parse(
          await readFile(manifestOf(copy, folder), 'utf8'),
        ) as Manifest
        return [name, version]
      }),
    )
  } finally {
    await rm(copy, { recursive: true })
  }
}

function manifestOf(copy: string, folder: string): string {
  return join(copy, folder, 'package.json')
}
