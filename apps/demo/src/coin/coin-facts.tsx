import type { Coin } from '@etagged/pumpfun'
import type { ReactNode } from 'react'
import { curveProgress } from '../board/curve-progress.ts'
import { formatCount, formatPercent, formatSol, formatUsd } from '../format/amounts.ts'
import { Skeleton } from '../status/skeleton.tsx'
import { CoinAge } from './coin-age.tsx'

interface CoinFactsProps {
  readonly coin: Coin
  /** Is this only what a list has told, so that some of it is still to come? */
  readonly isPartial: boolean
}

/** What is known of a coin in figures. */
export function CoinFacts({ coin, isPartial }: CoinFactsProps) {
  const { ath_market_cap: high, ath_market_cap_timestamp: highAt } = coin
  const { last_trade_timestamp: tradedAt } = coin
  const sold = curveProgress(coin)
  return (
    <dl className="facts" aria-busy={isPartial}>
      <Fact term="Market cap" note={formatSol(coin.market_cap)} name="market-cap">
        {formatUsd(coin.usd_market_cap)}
      </Fact>
      <Fact term="All-time high" note={highAt !== undefined && <CoinAge at={highAt} />}>
        {high === undefined ? 'not known' : formatUsd(high)}
      </Fact>
      <Fact
        term="Curve"
        note={sold !== undefined && <CurveProgress progress={sold} isFull={coin.complete} />}
      >
        {coin.complete ? 'Graduated' : sold === undefined ? 'not known' : formatPercent(sold)}
      </Fact>
      <Fact
        term="Replies"
        note={
          tradedAt === undefined ? (
            'never traded'
          ) : (
            <>
              traded <CoinAge at={tradedAt} />
            </>
          )
        }
      >
        {formatCount(coin.reply_count)}
      </Fact>
      <Fact term="Review" note={verdictNote(coin)}>
        {isPartial ? <Skeleton characters={7} /> : <Verdict coin={coin} />}
      </Fact>
    </dl>
  )
}

interface FactProps {
  readonly term: string
  readonly children: ReactNode
  readonly note: ReactNode
  /** For tests. */
  readonly name?: string
}

function Fact({ term, children, note, name }: FactProps) {
  return (
    <div className="fact">
      <dt>{term}</dt>
      <dd data-fact={name}>{children}</dd>
      <dd className="fact-note">{note}</dd>
    </div>
  )
}

interface CurveProgressProps {
  /** From 0 to 1. */
  readonly progress: number
  readonly isFull: boolean
}

function CurveProgress({ progress, isFull }: CurveProgressProps) {
  return (
    <span className="coin-curve" data-full={isFull} aria-hidden="true">
      <span style={{ inlineSize: `${progress * 100}%` }} />
    </span>
  )
}

/** A word of the reviewers'; what it means is theirs to say, so only the known ones have a tone. */
function Verdict({ coin: { security_verdict: review } }: { readonly coin: Coin }) {
  const verdict = review?.verdict ?? ''
  if (verdict === '') return <>None</>
  return (
    <span className="chip verdict" data-tone={tones.get(verdict.toLowerCase())}>
      {verdict}
    </span>
  )
}

const tones: ReadonlyMap<string, 'good' | 'bad'> = new Map([
  ['trusted', 'good'],
  ['clean', 'good'],
  ['malicious', 'bad'],
  ['scam', 'bad'],
  ['suspicious', 'bad'],
])

function verdictNote({ security_verdict: review }: Coin): ReactNode {
  if (review === undefined) return null
  const reasons = review.reasons ?? []
  if (reasons.length > 0) return reasons.join(', ')
  return review.updated_at === undefined ? null : <CoinAge at={review.updated_at} />
}
