import { asked, type Known } from './known.ts'

/** What a browser tells of the room that an origin has. Bytes. */
export interface Room {
  readonly usage: number | undefined
  readonly quota: number | undefined
  /** It does not make room by removing what this origin has. */
  readonly isPersisted: boolean | undefined
}

export async function readRoom(): Promise<Known<Room>> {
  const storage = storageManager()
  if (storage === undefined) return { because: WITHOUT_STORAGE }
  return asked('how much room there is', async () => {
    const { usage, quota } = await storage.estimate()
    return { usage, quota, isPersisted: await storage.persisted?.() }
  })
}

/** Asks the browser, which may ask the user; tells in words what came of it. Never rejects. */
export async function askForPersistence(): Promise<string> {
  const storage = storageManager()
  if (storage?.persist === undefined) return WITHOUT_STORAGE
  const granted = await asked(
    'whether it keeps what is stored',
    async () => (await storage.persist?.()) === true,
  )
  if ('because' in granted) return granted.because
  return granted.is
    ? 'Granted: the browser does not remove what this origin has to make room.'
    : 'Not granted. Browsers decide by how much a site is used; in a private window they do not.'
}

const WITHOUT_STORAGE =
  'There is no navigator.storage here: browsers have it on https and on localhost only.'

function storageManager():
  | (Partial<StorageManager> & Pick<StorageManager, 'estimate'>)
  | undefined {
  return (globalThis.navigator as Partial<Navigator> | undefined)?.storage
}
