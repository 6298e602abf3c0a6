import { Skeleton } from '../status/skeleton.tsx'

const facts = ['Market cap', 'All-time high', 'Curve', 'Replies', 'Review'] as const

/** Where a coin will be: as high as one, so that nothing moves when it comes. */
export function CoinSkeleton() {
  return (
    <>
      <div className="coin-hero">
        <span className="skeleton coin-skeleton-mark" aria-hidden="true" />
        <div className="coin-title">
          <h1>
            <span className="visually-hidden">Loading the coin</span>
            <Skeleton characters={12} />
          </h1>
          <p>
            <Skeleton characters={26} />
          </p>
          <p className="coin-mint">
            <Skeleton characters={40} />
          </p>
        </div>
      </div>
      <div className="facts" aria-hidden="true">
        {facts.map((fact) => (
          <div key={fact} className="fact">
            <div className="fact-term">{fact}</div>
            <Skeleton characters={8} />
          </div>
        ))}
      </div>
      <div className="panel chart">
        <div className="coin-skeleton-head" />
        <div className="chart-area" />
      </div>
    </>
  )
}
