import { delimiter, dirname, join } from 'node:path'
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
  const archives = join(start, 'archives')
  await pack(archives)
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

/** As README.md says it: all archives take the place of the packages. */
function installing(line: string, archives: string): string {
  return line.startsWith('npm install')
    ? line.replace(/(?:@etagged\/\w+ ?)+/, `${join(archives, '*.tgz')} `)
    : line
}
