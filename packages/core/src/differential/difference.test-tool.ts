import { isDeepStrictEqual } from 'node:util'
import type { Exchange, Judgement, Storable } from './exchange.test-tool.ts'

/**
 * Something that `http-cache-semantics` does otherwise than we do, and the clause by which we do so. It
 * foretells our judgement from theirs, so that it can explain nothing else.
 */
export interface Difference {
  /** What they do otherwise. */
  readonly because: string
  /** The clause, or the policy of ours, by which we do not. */
  readonly clause: string
  /**
   * The exchange as they would have to be told it, to come to our judgement; the very same when the
   * difference does not matter in it.
   */
  readonly told?: (exchange: Exchange) => Exchange
  /** What follows for us from their judgement of what they were told; the very same, if nothing does. */
  readonly judged?: (judgement: Judgement, of: Judged) => Judgement
  /** Is it only about how a text is read? */
  readonly isReading?: boolean
}

export interface Judged {
  /** As it was, in plain words. */
  readonly exchange: Exchange
  /** As they were told it. */
  readonly told: Exchange
}

/** What follows only for what is stored. */
export function ofStored(
  judged: (judgement: Storable, of: Judged) => Judgement,
): (judgement: Judgement, of: Judged) => Judgement {
  return (judgement, of) => (judgement.storable ? judged(judgement, of) : judgement)
}

/** The judgement with this in it; the very same, if that is in it already. */
export function withJudged(judgement: Storable, change: Partial<Storable>): Storable {
  const changed = { ...judgement, ...change }
  return isDeepStrictEqual(changed, judgement) ? judgement : changed
}

/** Is it not stored because of this? */
export function isNotStoredIf(
  condition: (of: Judged) => boolean,
): (judgement: Judgement, of: Judged) => Judgement {
  return ofStored((judgement, of) => (condition(of) ? { storable: false } : judgement))
}

export interface Foretold {
  readonly judgement: Judgement
  /** The differences that changed what they were told, or what follows from their judgement. */
  readonly by: ReadonlySet<Difference>
}

/** Our judgement as these differences make it from theirs. */
export function foretell(
  exchange: Exchange,
  differences: readonly Difference[],
  judge: (exchange: Exchange) => Judgement,
): Foretold {
  const by = new Set<Difference>()
  let told = exchange
  let read = exchange
  for (const difference of differences) {
    const otherwise = difference.told?.(told) ?? told
    if (otherwise !== told) by.add(difference)
    told = otherwise
    if (difference.isReading) read = told
  }
  let judgement = judge(told)
  for (const difference of differences) {
    const otherwise = difference.judged?.(judgement, { exchange: read, told }) ?? judgement
    if (otherwise !== judgement) by.add(difference)
    judgement = otherwise
  }
  return { judgement, by }
}
