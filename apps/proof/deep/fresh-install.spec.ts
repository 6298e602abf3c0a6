import { expect, test } from '@playwright/test'
import { copyTypeTests, inAppFolder } from '../src/published/app-folder.ts'
import { compile, SETTINGS } from '../src/published/compile.ts'
import { entries, importEveryEntry } from '../src/published/entries.ts'
import { writeReadmeExample } from '../src/published/readme-example.ts'
import { runModule } from '../src/published/run-module.ts'
import { install, installed, lowestPeers, whyNoRegistry } from './fresh-install.ts'
import { tell } from './test.ts'

const INSTALLING = 300_000

async function tryWith(versions: Readonly<Record<string, string>>): Promise<void> {
  test.setTimeout(INSTALLING)
  await inAppFolder(async (folder) => {
    await install(folder, versions)
    const found = Object.keys(versions).map(
      async (name) => `${name} ${await installed(folder, name)}`,
    )
    tell((await Promise.all(found)).join(', '))
    await writeReadmeExample(folder)
    await copyTypeTests(folder)
    await importEveryEntry(folder)
    const names = JSON.stringify(entries())
    await runModule(folder, `for (const name of ${names}) await import(name); console.log(1)`)
    for (const settings of SETTINGS) {
      expect(await compile(folder, 'typescript', settings)).toBe('')
    }
  })
}

test.beforeAll(async () => {
  const reason = await whyNoRegistry()
  test.skip(reason !== undefined, reason)
})

test('Newest peers: the example of README.md and the type tests compile with what npm installs today', async () => {
  const names = [
    ...Object.keys(await lowestPeers()),
    'react-dom',
    '@types/react',
    '@types/react-dom',
  ]
  await tryWith(Object.fromEntries(names.map((name) => [name, 'latest'])))
})

test('Lowest peers: they compile with the first versions that the ranges admit', async () => {
  const lowest = await lowestPeers()
  const { react = '' } = lowest
  const [major = ''] = react.split('.')
  await tryWith({ ...lowest, 'react-dom': react, '@types/react': major, '@types/react-dom': major })
})
