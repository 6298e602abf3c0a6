import type { Page } from '@playwright/test'

/** The page's whole life so far is this user's, in memory and on disk: his `/api/secret?fresh=60`. */
export const settleAs = (page: Page, user: string): Promise<void> =>
  page.evaluate(async (name) => {
    await window.proof.signIn(name)
    await window.proof.read('/api/secret?fresh=60')
    await window.proof.client.idle()
  }, user)
