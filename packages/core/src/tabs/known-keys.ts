import { urlOfKey } from '../rules/cache-key.ts'
import { type Hash, hashOf } from './messages.ts'

/** The keys that a tab understands messages about: the ones that it used last. */
export interface KnownKeys {
  /** It is in use. */
  know(key: string): void
  /** The known keys of the URL with this hash. */
  named(url: Hash): readonly string[]
  /** The hash of a key's URL, known or not. */
  urlHashOf(key: string): Hash
  /** All of them, the one that was not in use for the longest first. */
  keys(): Iterable<string>
}

/**
 * A hash costs more than a hit in memory, and of most keys other tabs say nothing. So a key is hashed
 * when somebody asks for hashes, and once only, however many messages come.
 *
 * @param most so many are remembered
 */
export function createKnownKeys(most: number, hash: (url: string) => Hash = hashOf): KnownKeys {
  const hashes = new Map<string, Hash | undefined>()
  const unhashed = new Set<string>()
  const keysOf = new Map<Hash, readonly string[]>()

  function enter(key: string): Hash {
    const url = hash(urlOfKey(key))
    unhashed.delete(key)
    hashes.set(key, url)
    keysOf.set(url, [...(keysOf.get(url) ?? []), key])
    return url
  }

  function forget(key: string): void {
    const url = hashes.get(key)
    hashes.delete(key)
    unhashed.delete(key)
    if (url === undefined) return
    const others = (keysOf.get(url) ?? []).filter((other) => other !== key)
    if (others.length > 0) keysOf.set(url, others)
    else keysOf.delete(url)
  }

  return {
    know(key) {
      const known = hashes.get(key)
      // What is set anew comes last.
      hashes.delete(key)
      hashes.set(key, known)
      if (known === undefined) unhashed.add(key)
      if (hashes.size <= most) return
      const [leastUsed] = hashes.keys()
      if (leastUsed !== undefined) forget(leastUsed)
    },
    named(url) {
      for (const key of unhashed) enter(key)
      return keysOf.get(url) ?? []
    },
    urlHashOf(key) {
      const known = hashes.get(key)
      if (known !== undefined) return known
      return unhashed.has(key) ? enter(key) : hash(urlOfKey(key))
    },
    keys: () => hashes.keys(),
  }
}
