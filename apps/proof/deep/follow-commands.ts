import { basename, delimiter, dirname, join } from 'node:path'
import { pack } from '../../../tooling/pack.ts'
import { runCommand } from '../../../tooling/run-command.ts'
import { startServer, type StartedServer } from './start-server.ts'

/** A terminal in which somebody follows a page, line by line. */
export interface Terminal {
  /** Where he is. */
  readonly folder: string
  /** Types these lines. The last may start a server: then it is running. */
  type(lines: string): Promise<StartedServer | undefined>
  /** Ends what is running. */
  end(): Promise<void>
}

/** What does not end by itself. */
const STARTS = /^npm (?:start|run dev|run preview)(?:\s|$)/

/** As he has it who never saw this repository: this Node, and nothing that is installed here. */
const ENVIRONMENT = {
  PATH: [
    dirname(process.execPath),
    ...(process.env['PATH'] ?? '').split(delimiter).filter((path) => !path.endsWith('.bin')),
  ].join(delimiter),
  // Vite, which builds the page for other tests, leaves `production` there.
  NODE_ENV: '',
  // Any that is free, for what asks.
  PORT: '0',
  npm_config_audit: 'false',
  npm_config_fund: 'false',
}

/**
 * In place of `@etagged/…`, which no registry has, it installs the packages of this workspace as they
 * would be published.
 */
export async function openTerminal(start: string): Promise<Terminal> {
  const archives = await pack(join(start, 'archives'))
  const running: StartedServer[] = []
  let folder = start

  async function run(line: string): Promise<void> {
    const { ok, output } = await runCommand({
      file: 'sh',
      args: ['-c', `${installing(line, archives)} && echo "now in $PWD"`],
      cwd: folder,
      env: ENVIRONMENT,
      timeoutSeconds: 240,
    })
    if (!ok) throw new Error(`${line}\n${output}`)
    folder = /^now in (.*)$/m.exec(output)?.[1] ?? folder
  }

  return {
    get folder() {
      return folder
    },
    async type(lines) {
      let started: StartedServer | undefined
      for (const line of lines.split('\n')) {
        if (STARTS.test(line)) {
          started = await startServer({
            file: 'sh',
            args: ['-c', line],
            cwd: folder,
            env: ENVIRONMENT,
          })
          running.push(started)
        } else await run(line)
      }
      return started
    },
    async end() {
      for (const server of running.splice(0)) await server.end()
    },
  }
}

/** The line, with archives in place of the packages that are installed by it. */
function installing(line: string, archives: readonly string[]): string {
  if (!line.startsWith('npm install')) return line
  const named = line.replaceAll(/@etagged\/(\w+)/g, (_, name: string) => archive(name, archives))
  // What it depends on is in no registry either.
  return line.includes('@etagged/react') ? `${named} ${archive('pumpfun', archives)}` : named
}

function archive(name: string, archives: readonly string[]): string {
  const found = archives.find((path) => basename(path).startsWith(`etagged-${name}-`))
  if (found === undefined) throw new Error(`@etagged/${name} is not packed`)
  return found
}
