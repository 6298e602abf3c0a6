import type { ChildProcess } from 'node:child_process'

const KILL_AFTER_MS = 5000

/** What a child is spawned with so that all that it starts can be ended with it. */
export const inOwnGroup = {
  detached: process.platform !== 'win32',
  // What npm puts into node_modules/.bin on Windows are command scripts, which need a shell.
  shell: process.platform === 'win32',
} as const

/** Resolves when a child has gone, and with it all that could still write to its pipes. Ask when it is spawned. */
export function goneOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.once('close', () => resolve()))
}

/**
 * Asks a child and all that it started to end, and ends them if they do not.
 *
 * @param gone `goneOf` the child
 */
export async function endGroup(child: ChildProcess, gone: Promise<void>): Promise<void> {
  signal(child, 'SIGTERM')
  const timer = setTimeout(() => signal(child, 'SIGKILL'), KILL_AFTER_MS)
  await gone
  clearTimeout(timer)
  // Whoever is left has none of its pipes, and was asked before.
  signal(child, 'SIGKILL')
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    if (inOwnGroup.detached) process.kill(-child.pid, name)
    else child.kill(name)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
