import type { ChildProcess } from 'node:child_process'

const KILL_AFTER_MS = 5000

/** What a child is spawned with so that all that it starts can be ended with it. */
export const inOwnGroup = {
  detached: process.platform !== 'win32',
  // What npm puts into node_modules/.bin on Windows are command scripts, which need a shell.
  shell: process.platform === 'win32',
} as const

/** Asks a child and all that it started to end, and ends them if they do not. */
export function endGroup(child: ChildProcess): void {
  signal(child, 'SIGTERM')
  setTimeout(() => signal(child, 'SIGKILL'), KILL_AFTER_MS).unref()
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
