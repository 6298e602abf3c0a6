import type { Connection } from './connection.ts'
import { adopt } from './generation.ts'

/** The generation's id: the one that lasts, else a new one. */
export function adoptGeneration(connection: Connection, name: string): Promise<string> {
  return adopt(connection, name)
}
