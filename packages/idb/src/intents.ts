import { isDatabaseName } from './database-name.ts'

/** What is to become of a partition's rows: they go with their generation, without it, or stay. */
export type Purpose = 'end' | 'keep' | 'clear'

/** The generation that is to end, when the page does not know which one lasts. */
export const WHICHEVER = '*'

/**
 * What a page had begun to do to a partition when it was killed, or could not do: whoever opens the
 * partition next does it first. One that names a generation which is gone has been done.
 */
export interface Intent {
  readonly purpose: Purpose
  readonly generation: string
}

const SEPARATOR = ','

/** Where there is no localStorage: for as long as this realm lasts. */
const elsewhere = new Map<string, string>()

/** Is written when this returns: the page may be killed in the next instant. */
export function intend(name: string, { purpose, generation }: Intent): void {
  const said = `${purpose} ${generation}`
  const stored = fromStorage((storage) => {
    storage.setItem(name, joined([...tokensIn(storage.getItem(name)), said]))
    return true
  })
  if (stored === undefined) elsewhere.set(name, joined([...tokensIn(elsewhere.get(name)), said]))
}

export function intentsOf(name: string): readonly Intent[] {
  const tokens = tokensIn(fromStorage((storage) => storage.getItem(name)))
  return [...tokens, ...tokensIn(elsewhere.get(name))].flatMap(parseIntent)
}

/** These have been done; others may have come meanwhile. */
export function forgetIntents(name: string, done: readonly Intent[]): void {
  if (done.length === 0) return
  const gone = new Set(done.map(({ purpose, generation }) => `${purpose} ${generation}`))
  const rest = (item: string | null | undefined): string =>
    joined(tokensIn(item).filter((token) => !gone.has(token)))
  elsewhere.set(name, rest(elsewhere.get(name)))
  if (elsewhere.get(name) === '') elsewhere.delete(name)
  fromStorage((storage) => {
    const left = rest(storage.getItem(name))
    if (left === '') storage.removeItem(name)
    else storage.setItem(name, left)
  })
}

/** The databases that intents wait for. */
export function intendedNames(): readonly string[] {
  const names = fromStorage((storage) => Object.keys(storage)) ?? []
  return [...names, ...elsewhere.keys()].filter(
    (name) => isDatabaseName(name) && intentsOf(name).length > 0,
  )
}

/** Untrusted: every script of the origin can write there. */
function parseIntent(token: string): Intent[] {
  const [, purpose, generation] = /^(end|keep|clear) (\*|[\da-f]{32})$/.exec(token) ?? []
  if (purpose !== 'end' && purpose !== 'keep' && purpose !== 'clear') return []
  return generation === undefined ? [] : [{ purpose, generation }]
}

function tokensIn(item: string | null | undefined): string[] {
  return item ? item.split(SEPARATOR) : []
}

function joined(tokens: readonly string[]): string {
  return [...new Set(tokens)].join(SEPARATOR)
}

/** Workers have none, Node warns when it is asked for, and a browser may refuse it. */
function fromStorage<T>(use: (storage: Storage) => T): T | undefined {
  if (typeof document === 'undefined') return undefined
  try {
    return use(localStorage)
  } catch {
    return undefined
  }
}
