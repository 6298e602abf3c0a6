import { parseList } from './list.ts'

/** Do two entity-tags match when compared weakly, that is without `W/`? (RFC 9110 §8.8.3.2) */
export function weaklyMatches(one: string, other: string): boolean {
  return opaqueTag(one) === opaqueTag(other)
}

function opaqueTag(tag: string): string {
  return tag.startsWith('W/') ? tag.slice(2) : tag
}

/**
 * Is this one strong entity-tag that can be sent? (RFC 9110 §8.8.3) Only then may it stand for what
 * must not have changed: any member of a list would match, and a weak tag never does (§13.1.1). A space
 * inside is none of the syntax's, and harmless.
 */
export function isStrong(tag: string): boolean {
  return /^"[^"]*"$/.test(tag) && isSendable(tag)
}

/** Servers refuse a request whose fields outgrow their buffers (431); 8 kB is what most accept. */
const LONGEST_SENDABLE = 8192

/**
 * Can this tag be sent back, byte for byte? Malformed tags can, but for two kinds: one with a
 * control character or a code point above 0xFF would make `fetch` throw, and a bare `*` would ask
 * another question, to which any representation is a match (RFC 9110 §13.1.2).
 */
export function isSendable(tag: string): boolean {
  const isLikeAny = tag.includes('*') && parseList(tag).includes('*')
  if (tag === '' || tag.length > LONGEST_SENDABLE || isLikeAny) return false
  return !/[^\t\x20-\x7e\x80-\xff]/.test(tag)
}
