import { existsSync } from 'node:fs'
import { findChromium, findFirefox, findWebKitGtk } from './browsers.ts'
import { runCommand, type CommandResult } from './run-command.ts'
import type { SkippedBrowser } from './summary.ts'

type Install = (packages: readonly string[]) => Promise<CommandResult>

const APT_GET = '/usr/bin/apt-get'
const APT_OPTIONS = [
  '-y',
  '-q',
  '--no-install-recommends',
  '-oAcquire::Retries=1',
  '-oAcquire::http::Timeout=20',
  '-oDPkg::Lock::Timeout=60',
]

const CHROMIUM_MISSING = `The tests need Chromium, and it is not on this system.
Install it (on Debian: apt-get install chromium; elsewhere: npx playwright install chromium),
or let CHROMIUM_PATH name a Chrome or Chromium that is already there.`

const aptGet = (isRoot: boolean, args: readonly string[]): Promise<CommandResult> => {
  const words = ['env', 'DEBIAN_FRONTEND=noninteractive', APT_GET, ...APT_OPTIONS, ...args]
  const [file = '', ...rest] = isRoot ? words : ['sudo', '-n', ...words]
  return runCommand({ file, args: rest })
}

const refuse =
  (output: string): Install =>
  async () => ({ ok: false, output })

/** Installs Debian packages where that needs no password; else says why it cannot. */
const systemInstaller = async (): Promise<Install> => {
  if (!existsSync(APT_GET)) return refuse('this system has no apt-get')
  const isRoot = process.getuid?.() === 0
  const mayInstall = isRoot || (await runCommand({ file: 'sudo', args: ['-n', 'true'] })).ok
  if (!mayInstall) return refuse('apt-get needs root or a sudo without password')
  const update = await aptGet(isRoot, ['update'])
  return update.ok
    ? (packages) => aptGet(isRoot, ['install', ...packages])
    : refuse(`apt-get update failed:\n${update.output}`)
}

const playwrightInstall = (): Promise<CommandResult> =>
  runCommand({ file: 'playwright', args: ['install', 'chromium'] })

const ensureChromium = async (install: Install): Promise<void> => {
  const system = await install(['chromium'])
  if (findChromium() !== undefined) return
  const download = await playwrightInstall()
  if (findChromium() === undefined) {
    throw new Error(`${CHROMIUM_MISSING}\n\n${system.output}\n\n${download.output}`)
  }
}

/** apt-get says a lot, and the error on a line of its own. */
const whyNot = ({ ok, output }: CommandResult): string => {
  if (ok) return 'apt-get reports success, but it is not where the tests look for it'
  const lines = output.split('\n')
  return lines.findLast((line) => line.startsWith('E: ')) ?? lines[0] ?? ''
}

const OPTIONAL = [
  { browser: 'firefox', find: findFirefox, packages: ['firefox-esr'] },
  { browser: 'webkit', find: findWebKitGtk, packages: ['xvfb', 'webkit2gtk-driver'] },
]

/** Has every browser that this system can have, and names the others. Only Chromium is a must. */
export const ensureBrowsers = async (say: (line: string) => void): Promise<SkippedBrowser[]> => {
  const absent = OPTIONAL.filter(({ find }) => find() === undefined)
  const chromiumAbsent = findChromium() === undefined
  if (!chromiumAbsent && absent.length === 0) return []

  const names = [...(chromiumAbsent ? ['chromium'] : []), ...absent.map(({ browser }) => browser)]
  say(`installing ${names.join(', ')}`)
  const install = await systemInstaller()
  if (chromiumAbsent) await ensureChromium(install)

  const skipped: SkippedBrowser[] = []
  for (const { browser, find, packages } of absent) {
    const result = await install(packages)
    if (find() !== undefined) continue
    skipped.push({ browser, reason: `no ${packages.join(' and ')}: ${whyNot(result)}` })
  }
  return skipped
}
