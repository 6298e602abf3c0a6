import type { Seconds } from '../rules/stored-response.ts'
import { sha256 } from '../cache/sha256.ts'

/** 128 bits of a hash: no key and no URL travels. */
export type Hash = string

/**
 * What is meant, by hash: each URL by itself, or all that begin with so many characters, or whatever
 * has one of these tags.
 */
export type Meaning =
  | readonly Hash[]
  | { readonly length: number; readonly hash: Hash }
  | { readonly tags: readonly Hash[] }

/** What tabs tell each other. No metadata: who hears of a response reads it from disk. */
export type Message =
  /** What is stored for a URL was stored or validated. */
  | { readonly type: 'stored'; readonly url: Hash }
  | { readonly type: 'invalidated' | 'removed'; readonly meaning: Meaning }
  /** The holder of a lock has nothing to share: who waits for the lock need not. */
  | { readonly type: 'alone'; readonly lock: Hash }
  | { readonly type: 'ended'; readonly at: Seconds }

/** Raised when a message changes its meaning: tabs that run another build do not understand it. */
const VERSION = 'etagged/1'

/** So many hashes go into one message. */
export const HASHES_PER_MESSAGE = 256

export function hashOf(text: string): Hash {
  return sha256(text).slice(0, 32)
}

/** A message is one line of text: it has no getters, no prototype and no depth to fear. */
export function formatMessage(message: Message): string {
  return `${VERSION} ${message.type} ${operandOf(message)}`
}

function operandOf(message: Message): string {
  switch (message.type) {
    case 'stored':
      return message.url
    case 'alone':
      return message.lock
    case 'ended':
      // Exact for every instant of these days: a double has no more digits there.
      return message.at.toFixed(9)
    case 'invalidated':
    case 'removed': {
      const { meaning } = message
      if ('tags' in meaning) return TAGGED + meaning.tags.join(',')
      return 'hash' in meaning ? `${meaning.length}:${meaning.hash}` : meaning.join(',')
    }
  }
}

const TAGGED = 'tagged:'
const MAX_LENGTH = 40 + HASHES_PER_MESSAGE * 33
const hash = /^[\da-f]{32}$/
const hashes = /^[\da-f]{32}(?:,[\da-f]{32})*$/
const prefix = /^(\d{1,6}):([\da-f]{32})$/
const seconds = /^\d{1,12}(?:\.\d{1,9})?$/

const parsers = new Map<string, (operand: string) => Message | undefined>([
  ['stored', (url) => (hash.test(url) ? { type: 'stored', url } : undefined)],
  ['alone', (lock) => (hash.test(lock) ? { type: 'alone', lock } : undefined)],
  ['ended', (at) => (seconds.test(at) ? { type: 'ended', at: Number(at) } : undefined)],
  ['invalidated', (operand) => parseMeant('invalidated', operand)],
  ['removed', (operand) => parseMeant('removed', operand)],
])

/** Anybody in the origin may post: what is no message of this version is `undefined`. */
export function parseMessage(data: unknown): Message | undefined {
  if (typeof data !== 'string' || data.length > MAX_LENGTH) return undefined
  const [version, type = '', operand = '', ...rest] = data.split(' ')
  return version === VERSION && rest.length === 0 ? parsers.get(type)?.(operand) : undefined
}

function parseMeant(type: 'invalidated' | 'removed', operand: string): Message | undefined {
  const [, length, beginning] = prefix.exec(operand) ?? []
  if (beginning !== undefined) {
    return { type, meaning: { length: Number(length), hash: beginning } }
  }
  const isTagged = operand.startsWith(TAGGED)
  const list = isTagged ? operand.slice(TAGGED.length) : operand
  if (!hashes.test(list)) return undefined
  const named = list.split(',')
  return { type, meaning: isTagged ? { tags: named } : named }
}
