const MOST_CHARACTERS = 4_000_000

interface Known<T> {
  readonly text: string
  readonly value: T
}

/**
 * A function of text that is asked once for a text it was asked before, as long as the texts
 * between are `mostCharacters` or less together; the least recently used are forgotten first.
 * A text that looks much like a newer one may be forgotten earlier.
 */
export function remember<T>(
  compute: (text: string) => Promise<T>,
  mostCharacters: number = MOST_CHARACTERS,
): (text: string) => Promise<T> {
  const all = new Map<number, Known<T>>()
  let characters = 0

  const forget = (key: number): void => {
    characters -= all.get(key)?.text.length ?? 0
    all.delete(key)
  }

  const keep = (key: number, known: Known<T>): void => {
    forget(key)
    all.set(key, known)
    characters += known.text.length
    for (const oldest of all.keys()) {
      if (characters <= mostCharacters) return
      forget(oldest)
    }
  }

  return async (text) => {
    const key = keyOf(text)
    const kept = all.get(key)
    const known = kept?.text === text ? kept : { text, value: await compute(text) }
    keep(key, known)
    return known.value
  }
}

const SAMPLES = 128

/** Engines hash a long string by its length alone, and pages of a list have much the same length. */
function keyOf(text: string): number {
  const step = Math.ceil(text.length / SAMPLES)
  let key = text.length
  for (let at = 0; at < text.length; at += step) {
    key = Math.imul(key ^ text.charCodeAt(at), 0x01000193)
  }
  return key
}
