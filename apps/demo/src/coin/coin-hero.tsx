import type { Coin } from '@etagged/pumpfun'
import { useQueryClient } from '@tanstack/react-query'
import { Star } from 'lucide-react'
import { BookmarkStar } from '../bookmarks/bookmark-star.tsx'
import { CoinMark } from '../coin-mark/coin-mark.tsx'
import { BuyButton } from '../controls/buy-button.tsx'
import { formatAddress } from '../format/address.ts'
import { WALLETS_POPOVER } from '../wallet/wallets-popover.ts'
import { CoinAge } from './coin-age.tsx'
import { CopyButton } from './copy-button.tsx'
import { findRow } from './find-row.ts'

/** Which coin this is, and what can be done with it. */
export function CoinHero({ coin }: { readonly coin: Coin }) {
  const { mint, name, symbol, created_timestamp: createdAt } = coin
  return (
    <header className="coin-hero">
      <CoinMark mint={mint} size={64} />
      <div className="coin-title">
        <h1>
          {name} <span className="coin-symbol">{symbol}</span>
        </h1>
        <p className="quiet">
          Made by <Creator coin={coin} />, <CoinAge at={createdAt} />
        </p>
        <p className="coin-mint">
          <code title={mint}>
            <span className="coin-mint-whole">{mint}</span>
            <span className="coin-mint-ends">{formatAddress(mint)}</span>
          </code>
          <CopyButton text={mint} label="Copy the mint" />
        </p>
      </div>
      <div className="coin-actions">
        <BookmarkStar mint={mint} name={name} signedOut={<SignInToSave />} />
        <BuyButton mint={mint} />
      </div>
    </header>
  )
}

function SignInToSave() {
  return (
    <button type="button" className="button" popoverTarget={WALLETS_POPOVER}>
      <Star size={16} aria-hidden="true" />
      Sign in to save
    </button>
  )
}

/** A coin names its maker by address only; a list may have told the name. */
function Creator({ coin: { mint, creator } }: { readonly coin: Coin }) {
  const username = findRow(useQueryClient(), mint)?.username
  return <span title={creator}>{username ?? <code>{formatAddress(creator)}</code>}</span>
}
