import { spawn, type ChildProcess } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { endGroup, goneOf, inOwnGroup } from './process-group.ts'

export const ROOT = join(import.meta.dirname, '..')

export type Command = {
  file: string
  args: readonly string[]
  /** @default the root of the repository */
  cwd?: string
  env?: Readonly<Record<string, string>>
  /** A command that takes longer is ended and counts as failed. */
  timeoutSeconds?: number
}

export type CommandResult = { ok: boolean; output: string }

const running = new Map<ChildProcess, Promise<void>>()

/** Ends every running command, and resolves when the last one is gone. */
export const endRunningCommands = async (): Promise<void> => {
  await Promise.all(Array.from(running, ([child, gone]) => endGroup(child, gone)))
}

const environment = (extra: Command['env']): NodeJS.ProcessEnv => {
  const { FORCE_COLOR: _color, ...inherited } = process.env
  const bin = join(ROOT, 'node_modules', '.bin')
  return {
    ...inherited,
    NO_COLOR: '1',
    PATH: `${bin}${delimiter}${inherited['PATH'] ?? ''}`,
    ...extra,
  }
}

const explain = (code: number | null, name: NodeJS.Signals | null): string =>
  code === 0 ? '' : `\nIt ended with ${name ?? `exit code ${code}`}.`

export const runCommand = (command: Command): Promise<CommandResult> => {
  const { file, args, cwd = ROOT, env, timeoutSeconds = 600 } = command
  const child = spawn(file, args, {
    cwd,
    env: environment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
    ...inOwnGroup,
  })
  const gone = goneOf(child)
  running.set(child, gone)
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
  let remark = ''
  const timer = setTimeout(() => {
    remark = `\nIt took longer than ${timeoutSeconds} seconds and was ended.`
    void endGroup(child, gone)
  }, timeoutSeconds * 1000)

  return new Promise((resolve) => {
    const settle = (ok: boolean, reason: string): void => {
      clearTimeout(timer)
      running.delete(child)
      resolve({ ok, output: Buffer.concat(chunks).toString('utf8').trimEnd() + reason })
    }
    child.once('error', (error) => settle(false, `${file} could not be started: ${error.message}`))
    child.once('close', (code, name) => settle(code === 0, remark + explain(code, name)))
  })
}
