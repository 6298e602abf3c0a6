import type { CoinRow as CoinRowData } from '@etagged/pumpfun'
import { memo } from 'react'
import { countRender } from '../activity/render-counts.ts'
import { BookmarkStar } from '../bookmarks/bookmark-star.tsx'
import { CoinMark } from '../coin-mark/coin-mark.tsx'
import { formatAddress } from '../format/address.ts'
import { formatCount, formatSol } from '../format/amounts.ts'
import { CoinLink } from '../router/coin-link.tsx'
import { CurveBar } from './curve-bar.tsx'
import { MarketCap } from './market-cap.tsx'
import { RelativeTime } from './relative-time.tsx'

/** One coin. Its roles are spelled out, since a grid's cells are no table's to some browsers. */
export const CoinRow = memo(function CoinRow({ coin }: { readonly coin: CoinRowData }) {
  countRender('CoinRow')
  const { mint, name, symbol, creator, username, last_trade_timestamp: lastTrade } = coin
  return (
    <tr role="row" data-mint={mint}>
      <td role="cell" data-column="star">
        <BookmarkStar mint={mint} name={name} />
      </td>
      <th role="rowheader" scope="row" data-column="coin">
        <CoinLink mint={mint} className="coin-link">
          <CoinMark mint={mint} />
          <span className="coin-names">
            <span className="name">{name}</span> <span className="symbol">{symbol}</span>
          </span>
        </CoinLink>
      </th>
      <td role="cell" data-column="creator" title={creator}>
        {username ?? <span className="mono">{formatAddress(creator)}</span>}
      </td>
      <td role="cell" data-column="created_timestamp">
        <RelativeTime instant={coin.created_timestamp} />
      </td>
      <td role="cell" data-column="market_cap">
        <MarketCap usd={coin.usd_market_cap} />
        <span className="cap-sol">{formatSol(coin.market_cap)}</span>
      </td>
      <td role="cell" data-column="curve">
        <CurveBar coin={coin} />
      </td>
      <td role="cell" data-column="reply_count">
        {formatCount(coin.reply_count)}
      </td>
      <td role="cell" data-column="last_trade_timestamp">
        {lastTrade === undefined ? (
          <span className="quiet">never</span>
        ) : (
          <RelativeTime instant={lastTrade} />
        )}
      </td>
    </tr>
  )
})
