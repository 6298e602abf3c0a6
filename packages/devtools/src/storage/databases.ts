import { asked, type Known } from './known.ts'

/** A database of the cache's, of which nothing is told but whose it is. */
export interface Database {
  /** A hash, or what is nobody's or everyone's: the user's id is not in it. */
  readonly partition: string
  readonly whose: 'current' | 'everyone' | 'anonymous' | 'another-user'
}

/** As `@etagged/idb` names them; an app's own may begin alike. */
const NAME = /^etagged-([\da-f]{32}|anonymous|everyone)$/

/** @param current the partition of the session that is open */
export async function readDatabases(current: string): Promise<Known<readonly Database[]>> {
  const { indexedDB } = globalThis as { readonly indexedDB?: Partial<IDBFactory> }
  if (indexedDB === undefined) return { because: 'There is no IndexedDB here: memory is all.' }
  if (indexedDB.databases === undefined) {
    return { because: 'This browser does not list its databases (indexedDB.databases).' }
  }
  const listed = await asked('which databases there are', async () => indexedDB.databases?.() ?? [])
  if ('because' in listed) return listed
  const partitions = listed.is.flatMap(({ name = '' }) => NAME.exec(name)?.[1] ?? [])
  const databases = partitions.map((partition) => ({ partition, whose: whose(partition, current) }))
  return { is: databases.toSorted((one, other) => ORDER[one.whose] - ORDER[other.whose]) }
}

function whose(partition: string, current: string): Database['whose'] {
  if (partition === current) return 'current'
  return partition === 'everyone' || partition === 'anonymous' ? partition : 'another-user'
}

const ORDER: Readonly<Record<Database['whose'], number>> = {
  current: 0,
  everyone: 1,
  anonymous: 2,
  'another-user': 3,
}
