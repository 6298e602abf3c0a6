import type { Connection } from './connection.ts'
import { carryOut } from './generation.ts'

/** The generation's id: the one that lasts, else a new one. */
export async function adoptGeneration(connection: Connection, name: string): Promise<string> {
  return String(await carryOut(connection, name, 'create'))
}
