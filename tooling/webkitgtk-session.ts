import { spawn, type ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { WebKitGtk } from './browsers.ts'

const START_TIMEOUT = 20_000
/** Opening a browser or a page may take long on a busy machine. */
const CALL_TIMEOUT = 60_000

export type WebKitGtkSession = {
  open: (url: string) => Promise<void>
  close: () => Promise<void>
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => {
        if (address && typeof address === 'object') resolve(address.port)
        else reject(new Error('The system gave out no free port for WebKitWebDriver.'))
      })
    })
  })

const failureOf = (child: ChildProcess, name: string): Promise<never> =>
  new Promise((_resolve, reject) => {
    child.once('error', (cause) => reject(new Error(`${name} did not start.`, { cause })))
    child.once('exit', (code, signal) =>
      reject(new Error(`${name} ended before the tests did (${signal ?? `exit code ${code}`}).`)),
    )
  })

/** Xvfb picks a display number that is free and writes it to the descriptor it is given. */
const displayOf = async (xvfb: ChildProcess): Promise<string> => {
  const pipe = xvfb.stdio[3]
  if (!(pipe instanceof Readable)) throw new Error('Xvfb was started without its display pipe.')
  for await (const line of createInterface({ input: pipe })) return `:${line.trim()}`
  throw new Error('Xvfb ended without naming a display. Try "Xvfb -displayfd 1" by hand.')
}

const call = async (method: string, url: string, body?: unknown): Promise<unknown> => {
  const response = await fetch(url, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(CALL_TIMEOUT),
  }).catch((cause: unknown) => {
    throw new Error(`WebKitWebDriver did not answer ${method} ${url}.`, { cause })
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`WebKitWebDriver refused ${method} ${url}: ${text}`)
  return JSON.parse(text)
}

const answering = async (url: string): Promise<void> => {
  const deadline = Date.now() + START_TIMEOUT
  for (;;) {
    try {
      await call('GET', url)
      return
    } catch (error) {
      if (Date.now() > deadline) throw error
      await sleep(50)
    }
  }
}

const sessionIdIn = (answer: unknown): string => {
  if (typeof answer === 'object' && answer && 'value' in answer) {
    const { value } = answer
    if (typeof value === 'object' && value && 'sessionId' in value) return String(value.sessionId)
  }
  throw new Error(`WebKitWebDriver opened no session: ${JSON.stringify(answer)}`)
}

const createSession = async (base: string, miniBrowser: string): Promise<string> => {
  const answer = await call('POST', `${base}/session`, {
    capabilities: {
      alwaysMatch: {
        'webkitgtk:browserOptions': { binary: miniBrowser, args: ['--automation'] },
      },
    },
  })
  return `${base}/session/${sessionIdIn(answer)}`
}

/** Starts an X server, the driver and one browser; all three end with `close` or this process. */
export const startWebKitGtk = async (paths: WebKitGtk): Promise<WebKitGtkSession> => {
  const children: ChildProcess[] = []
  const endChildren = (): void => {
    process.off('exit', endChildren)
    for (const child of children) child.kill()
  }
  process.once('exit', endChildren)
  try {
    const xvfb = spawn(
      paths.xvfb,
      ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'],
      { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
    )
    children.push(xvfb)
    const display = await Promise.race([displayOf(xvfb), failureOf(xvfb, 'Xvfb')])

    const port = await freePort()
    const driver = spawn(paths.driver, [`--port=${port}`], {
      stdio: 'ignore',
      env: { ...process.env, DISPLAY: display },
    })
    children.push(driver)
    const base = `http://127.0.0.1:${port}`
    const driverFailure = failureOf(driver, 'WebKitWebDriver')
    await Promise.race([answering(`${base}/status`), driverFailure])
    const session = await Promise.race([createSession(base, paths.miniBrowser), driverFailure])

    return {
      open: async (url) => void (await call('POST', `${session}/url`, { url })),
      close: async () => {
        try {
          await call('DELETE', session)
        } finally {
          endChildren()
        }
      },
    }
  } catch (error) {
    endChildren()
    throw error
  }
}
