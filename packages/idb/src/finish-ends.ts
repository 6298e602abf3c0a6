import { connectTo, listDatabases } from './connection.ts'
import { isDatabaseName } from './database-name.ts'
import { carryOut, type Outcome } from './generation.ts'
import { type Intent, intendedNames } from './intents.ts'

/** By a connection of its own: a store's may be closed, hung, or never have been opened. */
export async function carryOutApart(
  name: string,
  wishes: readonly Intent[] = [],
  isSure = false,
): Promise<Outcome> {
  const connection = connectTo(name)
  try {
    return await carryOut(connection, name, 'leave', wishes, isSure)
  } finally {
    connection.close()
  }
}

/**
 * Finishes what former pages had begun when they were killed, and deletes the databases whose
 * deletion was blocked. Nobody waits for it: whoever opens a partition looks for himself.
 */
export async function finishFormerEnds(): Promise<void> {
  const databases = await listDatabases()
  const names = new Set([...intendedNames(), ...databases.map(({ name = '' }) => name)])
  // What fails is left to the next page, and keeps no other from being tidied.
  await Promise.allSettled([...names].filter(isDatabaseName).map(finish))
}

async function finish(name: string): Promise<void> {
  const { wasEnded } = await carryOutApart(name)
  // Opened once more: that waits behind a deletion which is under way, and whoever opens it anew.
  if (wasEnded) await carryOutApart(name, [], true)
}
