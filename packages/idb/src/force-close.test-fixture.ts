import { forceCloseDatabase } from 'fake-indexeddb'

/** As a browser does when the site's data is cleared. */
export async function forceClose(database: IDBDatabase | undefined): Promise<void> {
  if (database === undefined) throw new Error('There is no database to close')
  const closing = new Promise((resolve) => database.addEventListener('close', resolve))
  forceCloseDatabase(database as unknown as Parameters<typeof forceCloseDatabase>[0])
  await closing
}
