import { type ChildProcess, spawn } from 'node:child_process'
import { endGroup, goneOf, inOwnGroup } from '../../../tooling/process-group.ts'

export interface StartedServer {
  /** As it was printed, with a slash at the end. */
  readonly url: string
  end(): Promise<void>
}

interface ServerCommand {
  readonly cwd: string
  readonly file: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** All of it: what follows was printed, too. npm prints URLs of its own. */
const URL_PRINTED = /http:\/\/(?:127\.0\.0\.1|localhost):\d+\S*(?=\s)/

const PATIENCE_MS = 60_000

/**
 * Starts what prints its URL once it listens, in a process group of its own: all that it starts ends
 * with it. Rejects with what it said if it ends without one, or says none for a minute.
 */
export async function startServer(command: ServerCommand): Promise<StartedServer> {
  const { cwd, file, args, env } = command
  const child = spawn(file, args, {
    cwd,
    // Vite, which builds the page for other tests, leaves `production` in NODE_ENV.
    env: { ...process.env, NODE_ENV: '', FORCE_COLOR: undefined, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...inOwnGroup,
  })
  const gone = goneOf(child)
  const end = (): Promise<void> => endGroup(child, gone)
  try {
    const url = await urlPrintedBy(child)
    return { url: url.endsWith('/') ? url : `${url}/`, end }
  } catch (error) {
    if (child.pid !== undefined) await end()
    throw error
  }
}

/** It is read to its end: who speaks into a full pipe is stopped. */
async function urlPrintedBy(child: ChildProcess): Promise<string> {
  let said = ''
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`It said no URL:\n${said}`)), PATIENCE_MS)
    const listen = (chunk: Buffer): void => {
      said += String(chunk)
      const [url] = URL_PRINTED.exec(said) ?? []
      if (url === undefined) return
      clearTimeout(timer)
      resolve(url)
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', listen)
    child.once('error', (error) => {
      clearTimeout(timer)
      reject(error)
    })
    child.once('close', () => {
      clearTimeout(timer)
      reject(new Error(`It ended without a URL:\n${said}`))
    })
  })
}
