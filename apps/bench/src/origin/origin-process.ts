import { listen, type Listener } from './listener.ts'
import type { Asked, Command, Told } from './messages.ts'
import { versionAt } from './schedule.ts'

const listeners = new Map<string, Listener>()
const versions = new Map<string, number>()
let current = { poll: 0, probability: 0 }

function versionOf(path: string): number {
  const known = versions.get(path)
  if (known !== undefined) return known
  const version = versionAt(path, current.poll, current.probability)
  versions.set(path, version)
  return version
}

async function obey(command: Command): Promise<Omit<Told, 'id'>> {
  switch (command.kind) {
    case 'listen': {
      const listener = await listen(command.cacheControl, versionOf)
      listeners.set(listener.url, listener)
      return { url: listener.url }
    }
    case 'log': {
      const log = listeners.get(command.url)?.log()
      return log === undefined ? {} : { log }
    }
    case 'poll':
      current = command
      versions.clear()
      return {}
  }
}

process.on('message', (asked: Asked) => {
  void obey(asked.command).then((told) => process.send?.({ id: asked.id, ...told }))
})
// Whoever started it may have been killed.
process.on('disconnect', () => process.exit())
