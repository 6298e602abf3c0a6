import type { Page } from '@playwright/test'

/** Opens every database and never closes it: the deletion of each is blocked for ever. */
export async function obstruct(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (const { name = '' } of await indexedDB.databases()) {
      await new Promise((resolve) => {
        const request = indexedDB.open(name)
        request.addEventListener('success', () => {
          Object.assign(window, { kept: request.result })
          resolve(undefined)
        })
      })
    }
  })
}

/** What the connection that stands in the way can read. */
export const readByObstructor = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const { kept } = window as unknown as { readonly kept: IDBDatabase }
    const transaction = kept.transaction([...kept.objectStoreNames])
    const all = [...kept.objectStoreNames].map(
      (store) =>
        new Promise((resolve) => {
          const request = transaction.objectStore(store).getAll()
          request.addEventListener('success', () => resolve(request.result))
        }),
    )
    return JSON.stringify(await Promise.all(all))
  })
