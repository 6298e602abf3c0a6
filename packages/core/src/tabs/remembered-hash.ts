import { type Hash, hashOf } from './messages.ts'

/**
 * The hash of a text that is asked for again and again: a tag, whenever another tab names one.
 *
 * @param most so many are remembered; then all are forgotten at once
 */
export function rememberHashes(
  most: number,
  hash: (text: string) => Hash = hashOf,
): (text: string) => Hash {
  const hashes = new Map<string, Hash>()
  return (text) => {
    const known = hashes.get(text)
    if (known !== undefined) return known
    if (hashes.size >= most) hashes.clear()
    const made = hash(text)
    hashes.set(text, made)
    return made
  }
}
