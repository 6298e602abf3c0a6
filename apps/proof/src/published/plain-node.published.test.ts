import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ROOT } from '../../../../tooling/run-command.ts'
import { inAppFolder, linkPackages } from './app-folder.ts'
import { entries } from './entries.ts'
import { runModule } from './run-module.ts'

/** What a module could look for as it is loaded: there may be no page yet, or never one. */
const GLOBALS = [
  'window',
  'document',
  'self',
  'navigator',
  'localStorage',
  'sessionStorage',
  'indexedDB',
  'caches',
  'addEventListener',
  'BroadcastChannel',
  'fetch',
]

/** Notes who looks at a global: the frame above the getter's. */
const watch = `
export const lookedAt = []
for (const name of ${JSON.stringify(GLOBALS)}) {
  const { value, get = () => value } = Object.getOwnPropertyDescriptor(globalThis, name) ?? {}
  Object.defineProperty(globalThis, name, {
    configurable: true,
    get() {
      lookedAt.push(name + new Error().stack.split('\\n')[2])
      return get.call(globalThis)
    },
  })
}
`

it('every entry of every package can be imported in plain Node, and looks at nothing of a page', () =>
  inAppFolder(async (folder) => {
    await linkPackages(folder)
    await writeFile(join(folder, 'watch.js'), watch)
    const names = entries()
    const lookedAt = (await runModule(
      folder,
      `import { lookedAt } from './watch.js'
      for (const name of ${JSON.stringify(names)}) await import(name)
      console.log(JSON.stringify(lookedAt))`,
    )) as readonly string[]
    // TanStack Query asks at once whether there is a window: so the watch is awake.
    expect(lookedAt.some((text) => text.includes('query-core'))).toBe(true)
    expect(lookedAt.filter((text) => text.includes(join(ROOT, 'packages')))).toEqual([])
    expect(names.length).toBeGreaterThanOrEqual(10)
  }))
