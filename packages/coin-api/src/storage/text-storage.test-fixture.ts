import type { TextStorage } from './stored-map.ts'

/** A storage in memory, to look into. */
export function aTextStorage(rows: Map<string, string> = new Map()): TextStorage & {
  readonly rows: Map<string, string>
} {
  return {
    rows,
    getItem: (key) => rows.get(key) ?? null,
    setItem: (key, text) => void rows.set(key, text),
  }
}
