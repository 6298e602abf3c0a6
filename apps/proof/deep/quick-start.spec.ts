import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page, Response } from '@playwright/test'
import { codeBlocks, readPage } from '../../../tooling/markdown.ts'
import { inAppFolder, putFile } from '../src/published/app-folder.ts'
import { openTerminal } from './follow-commands.ts'
import { whyNoRegistry } from './fresh-install.ts'
import { heedConsole } from './heed-console.ts'
import { expect, tell, test } from './test.ts'

const PAGE = readPage('docs/quick-start.md')

/** What the page shows, and what the reader changes in it. */
const SHOWN = 'Teapot'
const CHANGED = 'Coffee pot'

test('Quick start: what the page says, word by word, leads from an empty folder to a 304', async ({
  browserOnDisk,
}) => {
  test.setTimeout(300_000)
  const reason = await whyNoRegistry()
  test.skip(reason !== undefined, reason)

  await inAppFolder(async (empty) => {
    const terminal = await openTerminal(empty)
    const page = await browserOnDisk.context.newPage()
    const errors = heedConsole(page)
    const began = Date.now()
    try {
      for (const { language, title, text } of codeBlocks(PAGE)) {
        if (title !== undefined) await putFile(join(terminal.folder, title), text)
        if (language !== 'sh') continue
        const server = await terminal.type(text)
        if (server === undefined) continue
        tell(`${text.split('\n').at(-1)} after ${Math.round((Date.now() - began) / 1000)} s`)
        if (text.includes('npm run dev'))
          await inDevelopment(page, server.url, terminal.folder, errors)
        else await inProduction(page, server.url)
        await terminal.end()
      }
      expect(errors).toEqual([])
    } finally {
      await terminal.end()
    }
  })
})

async function inDevelopment(
  page: Page,
  url: string,
  folder: string,
  errors: readonly string[],
): Promise<void> {
  expect(await statusSeen(page, () => page.goto(url))).toBe(200)
  await expect(page.getByRole('listitem').first()).toHaveText(SHOWN)
  await page.getByRole('button', { name: 'Open the etagged cache panel' }).click()
  await page.getByRole('tab', { name: 'Requests' }).click()

  expect(await statusAfterDisk(page, SHOWN, () => page.reload())).toBe(304)
  const row = page.getByRole('row', { name: /304/ })
  await expect(row).toContainText('/api/orders')
  await row.click()
  await expect(page.getByText('freshen: not-modified', { exact: true })).toBeVisible()
  await expect(page.getByText('RFC 9111 §4.3.4')).toBeVisible()
  expect(errors).toEqual([])

  const api = join(folder, 'api.ts')
  const text = await readFile(api, 'utf8')
  expect(
    await statusAfterDisk(page, SHOWN, () => writeFile(api, text.replace(SHOWN, CHANGED))),
  ).toBe(200)
  await expect(page.getByRole('listitem').first()).toHaveText(CHANGED)
}

async function inProduction(page: Page, url: string): Promise<void> {
  expect(await statusSeen(page, () => page.goto(url))).toBe(200)
  await expect(page.getByRole('listitem').first()).toHaveText(CHANGED)
  expect(await statusAfterDisk(page, CHANGED, () => page.reload())).toBe(304)
  await expect(page.getByRole('heading', { name: 'Orders' })).toBeVisible()
  await expect(page.getByRole('button', { name: /etagged/ })).toHaveCount(0)
}

/** The request goes on to the API when its list, from disk, is on the screen. */
async function statusAfterDisk(
  page: Page,
  shown: string,
  act: () => Promise<unknown>,
): Promise<number> {
  const tags: (string | undefined)[] = []
  await page.route('**/api/orders', async (route) => {
    await expect(page.getByRole('listitem').first()).toHaveText(shown)
    tags.push(route.request().headers()['if-none-match'])
    await route.continue()
  })
  const began = Date.now()
  const status = await statusSeen(page, act)
  tell(`the list from disk, then ${status} after ${Date.now() - began} ms`)
  expect(tags).toEqual([expect.stringMatching(/^"[\da-f]{64}"$/)])
  await page.unroute('**/api/orders')
  return status
}

async function statusSeen(page: Page, act: () => Promise<unknown>): Promise<number> {
  const isAnswer = (response: Response): boolean => response.url().endsWith('/api/orders')
  const [response] = await Promise.all([page.waitForResponse(isAnswer), act()])
  return response.status()
}
