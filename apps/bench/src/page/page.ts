import { freshen } from './freshen.ts'
import { race } from './race.ts'
import { readFirst } from './first-read.ts'
import { refetch } from './refetch.tsx'
import { readAlone, readInTabs } from './read-in-tabs.ts'
import { save } from './save.ts'
import { seed, start } from './start.tsx'
import { storeBare, storeByCache, storeByStore } from './stored-coins.ts'
import { liveAsTab } from './tab.ts'
import type { Done, Report, Task } from './task.ts'
import { wipe } from './wipe.ts'

type Works = {
  readonly [Kind in Exclude<Task['kind'], 'end'>]: (
    task: Extract<Task, { readonly kind: Kind }>,
  ) => Promise<Done>
}

const works: Works = {
  race: async ({ course, path, effort }) => race(course, path, await bodyAt(path), effort),
  refetch: async ({ question, list, effort }) =>
    refetch(question, list, await bodyAt(list), effort),
  async seed({ numbers }) {
    await seed(numbers)
    return { kind: 'seeded' }
  },
  start,
  freshen: async ({ list, rounds }) => freshen(await bodyAt(list), rounds),
  'read-in-tabs': async (task) => readInTabs(task, await bodyAt(task.path)),
  'read-alone': async (task) => readAlone(task, await bodyAt(task.path)),
  save: ({ rounds }) => save(rounds),
  async 'store-many'() {
    await storeBare()
    await storeByStore()
    await storeByCache()
    return { kind: 'seeded' }
  },
  'first-read': ({ reader, path, asking }) => readFirst(reader, path, asking),
  wipe: ({ wiper, isHeld }) => wipe(wiper, isHeld),
}

/** The page asks what to do, does it, tells the result, and loads itself anew: nobody drives it. */
function obey(task: Exclude<Task, { kind: 'end' }>): Promise<Done> {
  const work = works[task.kind] as (given: typeof task) => Promise<Done>
  return work(task)
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

const tab = new URLSearchParams(location.search).get('tab')
if (tab === null) void live()
else liveAsTab(Number(tab))
