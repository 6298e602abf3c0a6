import type { StoredBody } from '@etagged/core'
import type { BodyChange } from '../recording/request-row.ts'
import { type JsonChanges, jsonChanges } from './json-changes.ts'

/** Longer bodies would hold up the page while they are compared. */
export const LONGEST_COMPARED = 2_000_000

/** What became another in a body, or why nobody can say. */
export type BodyChanges =
  | ({ readonly kind: 'changes' } & JsonChanges)
  | { readonly kind: 'none'; readonly why: string }

export function bodyChanges({ former, body }: BodyChange): BodyChanges {
  if (former.id === body.id || former.content === body.content) {
    return none('The origin sent all of a body that has not changed.')
  }
  if (Math.max(former.bytes, body.bytes) > LONGEST_COMPARED) {
    return none('Bodies of more than 2 MB are not compared.')
  }
  const [before, after] = [parsed(former), parsed(body)]
  if (before === undefined || after === undefined) {
    return none('Only JSON is compared, and this is something else.')
  }
  const changes = changesOf(before.value, after.value)
  if (changes === undefined) return none('It is nested too deeply to be compared.')
  return changes.changes.length === 0
    ? none('The same data in another order or with other white space.')
    : { kind: 'changes', ...changes }
}

function none(why: string): BodyChanges {
  return { kind: 'none', why }
}

/** What is nested very deeply can be parsed and not written. */
function changesOf(before: unknown, after: unknown): JsonChanges | undefined {
  try {
    return jsonChanges(before, after)
  } catch {
    return undefined
  }
}

function parsed({ content }: StoredBody): { readonly value: unknown } | undefined {
  if (typeof content !== 'string') return undefined
  try {
    return { value: JSON.parse(content) }
  } catch {
    return undefined
  }
}
