import type { Connection } from './connection.ts'
import { beginAdoption } from './generation.ts'

/** The generation's id: the one that lasts, else a new one. */
export async function adoptGeneration(connection: Connection, name: string): Promise<string> {
  const { generation } = await beginAdoption(connection, name)
  return generation
}
