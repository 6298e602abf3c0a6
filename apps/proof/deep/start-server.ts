import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

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

/** All of it: what follows was printed, too. */
const URL_PRINTED = /https?:\/\/\S+(?=\s)/

/**
 * Starts what prints its URL once it listens, in a process group of its own: all that it starts ends
 * with it. Rejects with what it said if it ends without one.
 */
export async function startServer(command: ServerCommand): Promise<StartedServer> {
  const { cwd, file, args, env } = command
  const child = spawn(file, args, {
    cwd,
    // Vite, which builds the page for other tests, leaves `production` in NODE_ENV.
    env: { ...process.env, NODE_ENV: '', FORCE_COLOR: undefined, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const url = await urlPrintedBy(child)
  return { url: url.endsWith('/') ? url : `${url}/`, end: () => end(child) }
}

/** It is read to its end: who speaks into a full pipe is stopped. */
async function urlPrintedBy(child: ChildProcess): Promise<string> {
  let said = ''
  return new Promise((resolve, reject) => {
    const listen = (chunk: Buffer): void => {
      said += String(chunk)
      const [url] = URL_PRINTED.exec(said) ?? []
      if (url !== undefined) resolve(url)
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', listen)
    child.once('error', reject)
    child.once('close', () => reject(new Error(`It ended without a URL:\n${said}`)))
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  process.kill(-child.pid, 'SIGTERM')
  await exited
}
