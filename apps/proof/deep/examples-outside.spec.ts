import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { codeBlocks, readPage } from '../../../tooling/markdown.ts'
import { ROOT } from '../../../tooling/run-command.ts'
import { inAppFolder } from '../src/published/app-folder.ts'
import { openTerminal } from './follow-commands.ts'
import { whyNoRegistry } from './fresh-install.ts'
import { heedConsole } from './heed-console.ts'
import { expect, tell, test } from './test.ts'

/** What each shows to Alice, and its button that asks again. */
const EXAMPLES = [
  { example: 'example-minimal', shown: 'Teapot', refresh: 'Refresh' },
  { example: 'example-swr', shown: 'Return the gloves', refresh: 'Refresh' },
  { example: 'example-ssr', shown: 'Teapot', refresh: 'Refresh the orders' },
]

test.beforeAll(async () => {
  const reason = await whyNoRegistry()
  test.skip(reason !== undefined, reason)
})

for (const { example, shown, refresh } of EXAMPLES) {
  test(`Outside: ${example} runs from a copy with installed packages, as its page says`, async ({
    browserOnDisk,
  }) => {
    test.setTimeout(300_000)
    await inAppFolder(async (folder) => {
      await copyOf(example, folder)
      const terminal = await openTerminal(folder)
      try {
        const commands = codeBlocks(readPage(`apps/${example}/README.md`)).at(-1)
        const server = await terminal.type(commands?.text ?? '')
        if (server === undefined) throw new Error(`${example}: its page starts no server`)
        const page = await browserOnDisk.context.newPage()
        const errors = heedConsole(page)
        await page.goto(server.url)
        await page.getByRole('button', { name: 'Alice' }).click()
        await expect(page.getByText(shown, { exact: true })).toBeVisible()
        const [answer] = await Promise.all([
          page.waitForResponse((response) => response.url().includes('/api/')),
          page.getByRole('button', { name: refresh }).click(),
        ])
        tell(`${answer.url()} answered ${answer.status()}`)
        expect(answer.status()).toBe(304)
        expect(errors).toEqual([])
      } finally {
        await terminal.end()
      }
    })
  })
}

/** Without what leads to the sources of this repository. */
async function copyOf(example: string, folder: string): Promise<void> {
  const from = join(ROOT, 'apps', example)
  await cp(from, folder, { recursive: true, filter: (path) => !path.includes('node_modules') })
  const config = join(folder, 'vite.config.ts')
  const lines = (await readFile(config, 'utf8')).split('\n')
  const kept = lines.filter((line) => !line.includes('@etagged/source'))
  expect(kept.length).toBeLessThan(lines.length)
  await writeFile(config, kept.join('\n'))
}
