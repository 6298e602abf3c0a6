import type { Coin } from '@etagged/pumpfun'
import { ExternalLink } from 'lucide-react'
import { type Reference, referenceOf } from './safe-link.ts'

type Written = Pick<Coin, 'website' | 'twitter' | 'telegram'>

/** Where a coin's maker says more. */
export function CoinLinks({ coin }: { readonly coin: Written }) {
  const references = [
    ['Website', referenceOf(coin.website)],
    ['X', referenceOf(coin.twitter)],
    ['Telegram', referenceOf(coin.telegram)],
  ] as const
  if (references.every(([, reference]) => reference === undefined)) return null
  return (
    <ul className="coin-links">
      {references.map(
        ([place, reference]) =>
          reference && (
            <li key={place}>
              <span className="quiet">{place}</span> <MakersReference reference={reference} />
            </li>
          ),
      )}
    </ul>
  )
}

function MakersReference({ reference }: { readonly reference: Reference }) {
  if (reference.kind === 'text') return <span>{reference.text}</span>
  return (
    <a href={reference.href} target="_blank" rel="noreferrer noopener nofollow">
      {reference.label}
      <ExternalLink size={13} aria-hidden="true" />
      <span className="visually-hidden">, in a new tab</span>
    </a>
  )
}
