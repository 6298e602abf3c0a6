import { readFirst } from './first-read.ts'
import { refetch } from './refetch.tsx'
import { starters, type Stored } from './starters.ts'
import { storeBare, storeByCache, storeByStore } from './stored-coins.ts'
import type { Done, Report, Task } from './task.ts'
import { wipe } from './wipe.ts'

/** The page asks what to do, does it, tells the result, and loads itself anew: nobody drives it. */
async function obey(task: Exclude<Task, { kind: 'end' }>): Promise<Done> {
  switch (task.kind) {
    case 'refetch':
      return refetch(await bodyAt(task.list), task.effort)
    case 'seed': {
      const stored = await Promise.all(
        task.paths.map(async (path): Promise<Stored> => [path, await bodyAt(path)]),
      )
      for (const starter of Object.values(starters)) await starter.seed(stored)
      return { kind: 'seeded' }
    }
    case 'start': {
      const starter = starters[task.starter]
      const start = performance.now()
      const [coin, list] = await starter.start(task.coin, task.list)
      const elapsed = performance.now() - start
      return { kind: 'started', elapsed, coin: JSON.stringify(coin), list: JSON.stringify(list) }
    }
    case 'store-many':
      await storeBare()
      await storeByStore()
      await storeByCache()
      return { kind: 'seeded' }
    case 'first-read':
      return readFirst(task.reader, task.path, task.asking)
    case 'wipe':
      return wipe(task.wiper)
  }
}

async function bodyAt(path: string): Promise<string> {
  return (await fetch(path)).text()
}

async function live(): Promise<void> {
  const task = (await (await fetch('/task')).json()) as Task
  if (task.kind === 'end') return
  const done = await obey(task).catch((error: unknown): Done => ({
    kind: 'failed',
    because: String(error),
  }))
  const report: Report = { userAgent: navigator.userAgent, done }
  await fetch('/done', { method: 'POST', body: JSON.stringify(report) })
  location.reload()
}

void live()
