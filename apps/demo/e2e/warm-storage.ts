import type { Page } from '@playwright/test'

/**
 * Opens a profile's first database, and removes it. On a busy machine that takes longer than the store
 * may: the page would go on in memory, as it should, and a test would wait for rows in vain.
 */
export async function warmStorage(page: Page): Promise<void> {
  const blank = '**/blank-for-storage'
  await page.route(blank, (route) => route.fulfill({ contentType: 'text/html', body: '' }))
  await page.goto('/blank-for-storage')
  await page.evaluate(async () => {
    const done = (request: IDBOpenDBRequest): Promise<void> =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve())
        request.addEventListener('error', () => reject(request.error ?? new Error('no database')))
      })
    const opening = indexedDB.open('warm')
    await done(opening)
    opening.result.close()
    await done(indexedDB.deleteDatabase('warm'))
  })
  await page.unroute(blank)
}
