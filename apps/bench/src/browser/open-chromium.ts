import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromiumLaunch, findChromium } from '../../../../tooling/browsers.ts'
import { assertDone, Refusal } from '../harness/refusal.ts'
import type { Answered } from '../origin/answers.ts'
import type { Door } from '../origin/door.ts'
import type { Done, Task } from '../page/task.ts'
import { builtPage } from './build-page.ts'
import { servePage } from './page-server.ts'

/** A page in Chromium that does one task for each of its loads. */
export interface Chromium {
  run(task: Task): Promise<Done>
  /** What came through the door so far. */
  log(door: Door): Answered
  /** Such as `Chromium 156`; known after the first task. */
  name(): string
  close(): Promise<void>
}

/** How long a task may take, in ms. */
const PATIENCE = 120_000

/** Opens Chromium without a debugging connection, which would double what a request costs. */
export async function openChromium(): Promise<Chromium> {
  const path = findChromium()
  assertDone(path !== undefined, 'there is no Chromium; CHROMIUM_PATH can name one')
  const server = await servePage(await builtPage())
  const profile = await mkdtemp(join(tmpdir(), 'etagged-bench-'))
  const child = launch(path, profile, server.url)
  const kill = (): void => void child.kill()
  process.once('exit', kill)
  const ended = endOf(child)
  // Who waits for a report hears of it; it may be too early, or late, for that.
  ended.catch(() => {})
  let userAgent = ''

  return {
    async run(task) {
      const report = await inTime(Promise.race([server.run(task), ended]))
      userAgent = report.userAgent
      const { done } = report
      if (done.kind === 'failed') throw new Refusal(`the page failed: ${done.because}`)
      return done
    },
    log: (door) => server.log(door),
    name: () => nameOf(userAgent),
    async close() {
      process.off('exit', kill)
      kill()
      await new Promise<void>((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) resolve()
        else child.once('exit', () => resolve())
      })
      await server.close()
      await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
    },
  }
}

function launch(path: string, profile: string, url: string): ChildProcess {
  const { args = [], chromiumSandbox = true } = chromiumLaunch(path)
  return spawn(
    path,
    [
      ...args,
      ...(chromiumSandbox ? [] : ['--no-sandbox']),
      '--headless=new',
      '--no-default-browser-check',
      // Ten tabs at once, of which nine are behind another one.
      '--disable-popup-blocking',
      '--disable-background-timer-throttling',
      '--disable-backgrounding-occluded-windows',
      '--disable-renderer-backgrounding',
      // A page kept for the way back would keep its database open.
      '--disable-features=BackForwardCache',
      `--user-data-dir=${profile}`,
      url,
    ],
    { stdio: 'ignore' },
  )
}

function endOf(child: ChildProcess): Promise<never> {
  return new Promise((_, reject) => {
    child.once('error', ({ message }) =>
      reject(new Refusal(`Chromium could not be started: ${message}`)),
    )
    child.once('exit', () => reject(new Refusal('Chromium ended before the page reported')))
  })
}

async function inTime<Result>(work: Promise<Result>): Promise<Result> {
  const late = Promise.withResolvers<never>()
  const because = `the page did not report within ${PATIENCE / 1000} s`
  const timer = setTimeout(() => late.reject(new Refusal(because)), PATIENCE)
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

function nameOf(userAgent: string): string {
  const [, version] = /Chrome\/(\d+)/.exec(userAgent) ?? []
  return version === undefined ? 'no browser' : `Chromium ${version}`
}
