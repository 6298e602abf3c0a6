import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { type Browser as Connected, type BrowserContext, chromium } from '@playwright/test'
import { chromiumLaunch, findChromium } from '../../../tooling/browsers.ts'

/** What Chromium keeps IndexedDB in. */
export type Backend = 'leveldb' | 'sqlite'

export const BACKENDS: readonly Backend[] = ['leveldb', 'sqlite']

/** A folder on disk that outlives the browsers which run on it, one after another. */
export interface Profile {
  readonly backend: Backend
  readonly folder: string
  launch(): Promise<RunningBrowser>
  remove(): Promise<void>
}

/** A Chromium of our own: its pages' storage is on disk, which Playwright's contexts' is not. */
export interface RunningBrowser {
  readonly context: BrowserContext
  /** Ends it in good order: what it has to write, it writes. */
  quit(): Promise<void>
  /** Kills all its processes at once. */
  kill(): Promise<void>
}

/** How long a browser may take to start or to end, in ms. */
const PATIENCE = 20_000

export async function createProfile(backend: Backend): Promise<Profile> {
  const folder = await mkdtemp(join(tmpdir(), `etagged-profile-${backend}-`))
  let running: RunningBrowser | undefined
  return {
    backend,
    folder,
    async launch() {
      running = await launchOn(folder, backend)
      return running
    },
    async remove() {
      await running?.kill()
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
    },
  }
}

async function launchOn(folder: string, backend: Backend): Promise<RunningBrowser> {
  const portFile = join(folder, 'DevToolsActivePort')
  await rm(portFile, { force: true })
  const child = start(folder, backend)
  const exited = once(child, 'exit')

  function killAll(): void {
    // It leads a process group of its own; its renderers are in it.
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
    process.kill(-child.pid, 'SIGKILL')
  }

  process.once('exit', killAll)
  let connected: Connected
  try {
    connected = await chromium.connectOverCDP(`http://127.0.0.1:${await portIn(portFile)}`, {
      noDefaults: true,
    })
  } catch (error) {
    killAll()
    throw error
  }
  const [context] = connected.contexts()
  if (context === undefined) throw new Error('Chromium has no default context')

  async function ended(): Promise<void> {
    await Promise.race([exited, setTimeout(PATIENCE, undefined, { ref: false }).then(killAll)])
    await exited
    process.off('exit', killAll)
  }

  return {
    context,
    async quit() {
      const session = await connected.newBrowserCDPSession()
      // It may be gone before it has answered.
      await session.send('Browser.close').catch(() => undefined)
      await ended()
    },
    async kill() {
      killAll()
      await ended()
    },
  }
}

function start(folder: string, backend: Backend): ChildProcess {
  const path = findChromium()
  if (path === undefined) throw new Error('There is no Chromium; CHROMIUM_PATH can name one')
  const { args = [], chromiumSandbox } = chromiumLaunch(path)
  const sqlite = ['--enable-features=IdbSqliteBackingStore,IdbSqliteOnDiskRollout']
  return spawn(
    path,
    [
      ...args,
      ...(chromiumSandbox ? [] : ['--no-sandbox']),
      ...(backend === 'sqlite' ? sqlite : []),
      '--headless',
      '--disable-dev-shm-usage',
      // A page in the background is a tab like another one.
      '--disable-backgrounding-occluded-windows',
      '--disable-renderer-backgrounding',
      '--remote-debugging-port=0',
      `--user-data-dir=${folder}`,
      'about:blank',
    ],
    { detached: true, stdio: 'ignore' },
  )
}

/** Chromium writes its port to a file of the profile once it listens. */
async function portIn(file: string): Promise<string> {
  const deadline = Date.now() + PATIENCE
  while (Date.now() < deadline) {
    const content = await readFile(file, 'utf8').catch(() => '')
    const [port = ''] = content.split('\n')
    if (/^\d+$/.test(port)) return port
    await setTimeout(20)
  }
  throw new Error('Chromium did not tell its port in time')
}
