/**
 * What a page had begun to do to a partition when it was killed, or could not do: its rows go with
 * their generation, stay without it, or go without it. Whoever opens the partition next does it
 * first. An intent that names a generation which is gone has been done.
 */
export type Intent = `${Purpose} ${string}`

export type Purpose = 'end' | 'keep' | 'clear'

/** The generation that is meant when the page does not know which one lasts. */
export const WHICHEVER = '*'

/** Where there is no localStorage: for as long as this realm lasts. */
const elsewhere = new Set<string>()

/** Is written when this returns: the page may be killed in the next instant. */
export function intend(name: string, intent: Intent): void {
  const item = `${name} ${intent}`
  const isStored = inStorage((storage) => {
    storage.setItem(item, '')
    return true
  })
  if (!isStored) elsewhere.add(item)
}

/** Untrusted: every script of the origin can write there. What is no intent is never due. */
export function intentsOf(name: string): readonly string[] {
  const start = `${name} `
  return items().flatMap((item) => (item.startsWith(start) ? [item.slice(start.length)] : []))
}

/** These have been done; others may have come meanwhile. */
export function forgetIntents(name: string, done: readonly string[]): void {
  for (const intent of done) {
    const item = `${name} ${intent}`
    elsewhere.delete(item)
    inStorage((storage) => storage.removeItem(item))
  }
}

/** The databases that intents wait for, among other names. */
export function intendedNames(): readonly string[] {
  return items().map((item) => item.replace(/ .*/, ''))
}

function items(): readonly string[] {
  return [...elsewhere, ...(inStorage(Object.keys) ?? [])]
}

/** Workers have none, Node warns when it is asked for, and a browser may refuse it. */
function inStorage<T>(use: (storage: Storage) => T): T | undefined {
  if (typeof document === 'undefined') return undefined
  try {
    return use(localStorage)
  } catch {
    return undefined
  }
}
