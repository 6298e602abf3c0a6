import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT, runCommand } from '../../../tooling/run-command.ts'
import { pack } from '../../../tooling/pack.ts'

type Versions = Readonly<Record<string, string>>

interface Manifest {
  readonly peerDependencies: Versions
  readonly version: string
}

const manifestIn = async (folder: string): Promise<Manifest> =>
  JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest

async function run(file: string, args: readonly string[], cwd = ROOT): Promise<string> {
  const { ok, output } = await runCommand({ file, args, cwd, timeoutSeconds: 300 })
  if (!ok) throw new Error(`${file} ${args.join(' ')} failed:\n${output}`)
  return output
}

/** Why nothing can be installed, or `undefined`: npm knows where from, and nobody else needs to. */
export async function whyNoRegistry(): Promise<string | undefined> {
  const args = ['view', 'react', 'version', '--fetch-retries=0', '--fetch-timeout=20000']
  const { ok, output } = await runCommand({ file: 'npm', args, timeoutSeconds: 60 })
  if (ok) return undefined
  const [, code = 'no code'] = /npm error code (\S+)/.exec(output) ?? []
  return `npm cannot reach its registry (${code})`
}

/** Installs the packages of this workspace and these versions of others, refusing unmet peers. */
export async function install(folder: string, versions: Versions): Promise<void> {
  const archives = await pack(join(folder, 'archives'))
  const others = Object.entries(versions).map(([name, version]) => `${name}@${version}`)
  const quietly = ['--no-audit', '--no-fund', '--ignore-scripts', '--strict-peer-deps']
  await run('npm', ['install', ...quietly, ...archives, ...others], folder)
}

/** What a folder's app really has. */
export async function installed(folder: string, name: string): Promise<string> {
  return (await manifestIn(join(folder, 'node_modules', name))).version
}

/** The lowest versions of others that `@etagged/react` says it works with. */
export async function lowestPeers(): Promise<Versions> {
  const { peerDependencies } = await manifestIn(join(ROOT, 'packages/react'))
  const ranges = Object.entries(peerDependencies).filter(([name]) => !name.startsWith('@etagged/'))
  return Object.fromEntries(
    ranges.map(([name, range]) => {
      const [lowest] = /\d+\.\d+\.\d+/.exec(range) ?? []
      if (lowest === undefined) throw new Error(`${name}: no version in ${range}`)
      return [name, lowest]
    }),
  )
}
