import { storedRows, type StoredRow } from '../../../../tooling/stored-rows.ts'

export interface RawRow extends Omit<StoredRow, 'value'> {
  /** What it holds, as JSON; bytes are told as text. */
  readonly text: string
}

/** Every row of every object store of every database of this origin. */
export async function rawRows(): Promise<RawRow[]> {
  const rows = await storedRows()
  return rows.map(({ value, ...row }) => ({ ...row, text: textOf(value) }))
}

/** All rows as one text, names of databases included. */
export async function rawText(): Promise<string> {
  const names = (await indexedDB.databases()).map(({ name }) => name)
  const rows = await rawRows()
  const lines = rows.map(({ store, key, text }) => `${store} ${JSON.stringify(key)} ${text}`)
  return [...names, ...lines].join('\n')
}

function textOf(row: unknown): string {
  const decoder = new TextDecoder()
  return JSON.stringify(row, (_key, value: unknown) =>
    value instanceof Uint8Array || value instanceof ArrayBuffer ? decoder.decode(value) : value,
  )
}
