import { isDeepStrictEqual } from 'node:util'
import { type Difference, foretell } from './difference.test-tool.ts'
import { differences } from './all-differences.test-fixture.ts'
import type { Exchange, Judgement } from './exchange.test-tool.ts'
import { exchangeOf } from './generate-exchange.test-tool.ts'
import { judgedByUs } from './judge-by-our-rules.test-tool.ts'
import { shrunk } from './shrink-exchange.test-tool.ts'
import { judgedByThem } from './judge-by-http-cache-semantics.test-tool.ts'

/** So often it is looked for that a difference is necessary: without it our judgement would not follow from theirs. */
const ENOUGH = 10

/** Whether it is, is asked until then, and in one of so many exchanges to the end. */
const ASKED_ONE_IN = 25

export interface Comparison {
  readonly stored: number
  readonly alike: number
  /** In how many exchanges it was asked of each difference whether it is necessary. */
  readonly asked: number
  /** In how many it was. */
  readonly necessary: ReadonlyMap<Difference, number>
  /** The first exchange that no difference explains, and the seed that begins with it. */
  readonly unexplained?: { readonly PROOF_SEED: number } & Unexplained
}

/** So many exchanges, which follow from a seed, judged by both sides. */
export function compare(seed: number, exchanges: number): Comparison {
  const necessary = new Map(differences.map((one) => [one, 0]))
  const countOf = (one: Difference): number => necessary.get(one) ?? 0
  const counts = { stored: 0, alike: 0, asked: 0 }
  for (let index = 0; index < exchanges; index++) {
    const exchange = exchangeOf(seed + index)
    const ours = judgedByUs(exchange)
    if (ours.storable) counts.stored++
    if (isDeepStrictEqual(ours, judgedByThem(exchange))) {
      counts.alike++
      continue
    }
    const { judgement, by } = foretell(exchange, differences, judgedByThem)
    if (!isDeepStrictEqual(ours, judgement)) {
      return {
        ...counts,
        necessary,
        unexplained: { PROOF_SEED: seed + index, ...describe(exchange) },
      }
    }
    const isAsked = (index - counts.alike) % ASKED_ONE_IN === 0
    if (isAsked) counts.asked++
    const open = [...by].filter((one) => isAsked || countOf(one) < ENOUGH)
    const found = open.filter((one) => isNecessary(one, exchange, ours))
    for (const one of found) necessary.set(one, countOf(one) + 1)
  }
  return { ...counts, necessary }
}

function isNecessary(one: Difference, exchange: Exchange, ours: Judgement): boolean {
  const others = differences.filter((other) => other !== one)
  return !isDeepStrictEqual(foretell(exchange, others, judgedByThem).judgement, ours)
}

interface Unexplained {
  readonly exchange: Exchange
  readonly ours: Judgement
  readonly theirs: Judgement
  readonly foretold: Judgement
}

function describe(wrong: Exchange): Unexplained {
  const judged = (exchange: Exchange): Unexplained => ({
    exchange,
    ours: judgedByUs(exchange),
    theirs: judgedByThem(exchange),
    foretold: foretell(exchange, differences, judgedByThem).judgement,
  })
  const isWrong = (smaller: Exchange): boolean => {
    const { ours, foretold } = judged(smaller)
    return !isDeepStrictEqual(ours, foretold)
  }
  return judged(shrunk(wrong, isWrong))
}
