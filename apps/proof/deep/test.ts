import { type BrowserContext, expect, type Page, test as base } from '@playwright/test'
import { pageFolder } from './build-page-once.ts'
import { type Origin, openOrigin } from './origin.ts'
import { type Backend, createProfile, type Profile, type RunningBrowser } from './profile.ts'

export { expect }

interface Options {
  readonly backend: Backend
}

interface Fixtures {
  readonly origin: Origin
  readonly profile: Profile
  /** A browser on the profile. */
  readonly browserOnDisk: RunningBrowser
  /** A new tab with the page in it. */
  readonly openTab: () => Promise<Page>
}

export const test = base.extend<Options & Fixtures>({
  backend: ['leveldb', { option: true }],

  // oxlint-disable-next-line no-empty-pattern -- the fixture's form
  origin: async ({}, provide) => {
    const origin = await openOrigin(pageFolder())
    await provide(origin)
    await origin.close()
  },

  profile: async ({ backend }, provide) => {
    const profile = await createProfile(backend)
    await provide(profile)
    await profile.remove()
  },

  browserOnDisk: async ({ profile }, provide) => {
    const browser = await profile.launch()
    await provide(browser)
  },

  openTab: async ({ browserOnDisk, origin }, provide) => {
    await provide(() => openPage(browserOnDisk.context, origin))
  },
})

/** Opens the page in a new tab, and waits for its client. */
export async function openPage(context: BrowserContext, origin: Origin): Promise<Page> {
  const page = await context.newPage()
  await page.goto(origin.url)
  await page.waitForFunction(() => 'proof' in window)
  return page
}

/** Puts a figure into the report and onto the console, so that it can be quoted. */
export function tell(figure: string): void {
  const { annotations, title } = test.info()
  annotations.push({ type: 'figure', description: figure })
  console.log(`  ${title.split(':')[0]}: ${figure}`)
}
