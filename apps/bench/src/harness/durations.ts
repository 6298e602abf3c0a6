import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** How many ms each row took when it last ran here, by the effort's name and the row's. */
export interface Durations {
  of(effort: string, row: string): number | undefined
  note(effort: string, row: string, ms: number): void
}

/** Kept in a file that is no part of the project: another machine takes another time. */
export function openDurations(path: string): Durations {
  const known = new Map(Object.entries(read(path)))
  const name = (effort: string, row: string): string => `${effort} ${row}`
  return {
    of: (effort, row) => known.get(name(effort, row)),
    note(effort, row, ms) {
      known.set(name(effort, row), ms)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, JSON.stringify(Object.fromEntries(known)))
    },
  }
}

/** What cannot be read is not known; the next run writes it anew. */
function read(path: string): Record<string, number> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, number>
  } catch {
    return {}
  }
}
