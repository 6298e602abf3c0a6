import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Log } from './listener.ts'
import type { Command, Told } from './messages.ts'

/** The server of a benchmark, in a process of its own: its work is nobody's time but its own. */
export interface Origin {
  /** A port with a log of its own; every answer says this `Cache-Control`. */
  listen(cacheControl: string): Promise<Port>
  /** Moves the script on: what is served changes at each poll with this probability. */
  poll(poll: number, probability: number): Promise<void>
  close(): void
}

export interface Port {
  readonly url: string
  log(): Promise<Log>
}

const SCRIPT = fileURLToPath(new URL('origin-process.ts', import.meta.url))

export function openOrigin(): Origin {
  const child = fork(SCRIPT, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const waiting = new Map<number, PromiseWithResolvers<Told>>()
  let asked = 0
  child.on('message', (told: Told) => {
    waiting.get(told.id)?.resolve(told)
    waiting.delete(told.id)
  })
  child.on('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('The origin ended'))
  })

  function ask(command: Command): Promise<Told> {
    const id = asked++
    const answer = Promise.withResolvers<Told>()
    waiting.set(id, answer)
    child.send({ id, command })
    return answer.promise
  }

  async function log(url: string): Promise<Log> {
    const told = await ask({ kind: 'log', url })
    if (told.log === undefined) throw new Error(`The origin does not listen at ${url}`)
    return told.log
  }

  return {
    async listen(cacheControl) {
      const { url = '' } = await ask({ kind: 'listen', cacheControl })
      return { url, log: () => log(url) }
    },
    async poll(poll, probability) {
      await ask({ kind: 'poll', poll, probability })
    },
    close: () => void child.kill(),
  }
}
