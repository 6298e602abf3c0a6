import type { CoinRow } from '@etagged/pumpfun'
import { useBookmarks } from '@etagged/react'
import { Star } from 'lucide-react'
import { countRender } from '../activity/render-counts.ts'
import { CoinMark } from '../coin-mark/coin-mark.tsx'
import { formatAddress } from '../format/address.ts'
import { formatUsd } from '../format/amounts.ts'
import { BoardLink } from '../router/board-link.tsx'
import { CoinLink } from '../router/coin-link.tsx'
import { Notice } from '../status/notice.tsx'
import { QueryStatus } from '../status/query-status.tsx'
import { BookmarkStar } from './bookmark-star.tsx'
import './bookmarks.css'
import { newestFirst } from './newest-first.ts'
import { useSavedCoins } from './use-saved-coins.ts'

interface BookmarkListProps {
  /** A strip above something else, or a page of its own. @default 'strip' */
  readonly form?: 'strip' | 'page'
}

/** The signed-in user's own list: what nobody else may ever see. */
export function BookmarkList({ form = 'strip' }: BookmarkListProps) {
  const Title = form === 'page' ? 'h1' : 'h2'
  return (
    <section className="bookmarks" data-form={form} aria-labelledby="bookmarks-title">
      <header className="section-head">
        <Title id="bookmarks-title">Your bookmarks</Title>
        <BookmarkStatus />
      </header>
      <BookmarkItems form={form} />
    </section>
  )
}

/** Apart from the list: that nothing changed is news here, and none there. */
function BookmarkStatus() {
  const { status, fetchStatus, dataUpdatedAt, error, failureReason } = useBookmarks()
  return <QueryStatus query={{ status, fetchStatus, dataUpdatedAt, error, failureReason }} />
}

function BookmarkItems({ form }: Required<BookmarkListProps>) {
  const { data: list } = useBookmarks()
  const coinOf = useSavedCoins()
  countRender('BookmarkItems')
  if (list === undefined) return <div className="bookmarks-room" aria-hidden="true" />
  return (
    <>
      <h3 aria-level={form === 'page' ? 2 : 3}>{list.name}</h3>
      {list.items.length === 0 ? (
        <NothingSaved form={form} />
      ) : (
        <ul>
          {newestFirst(list.items).map(({ item_id: mint }) => (
            <SavedCoin key={mint} mint={mint} coin={coinOf(mint)} form={form} />
          ))}
        </ul>
      )}
    </>
  )
}

interface SavedCoinProps extends Required<BookmarkListProps> {
  readonly mint: string
  readonly coin: CoinRow | undefined
}

function SavedCoin({ mint, coin, form }: SavedCoinProps) {
  const name = coin?.name ?? formatAddress(mint)
  return (
    <li data-mint={mint} ref={handOnFocus}>
      <CoinLink mint={mint} className="saved-coin">
        <CoinMark mint={mint} size={form === 'page' ? 36 : 20} />
        <span className="saved-name">{name}</span>{' '}
        {form === 'page' && <span className="quiet">{coin?.symbol}</span>}{' '}
        {coin && <span className="saved-cap">{formatUsd(coin.usd_market_cap)}</span>}
      </CoinLink>
      {form === 'page' && <BookmarkStar mint={mint} name={name} />}
    </li>
  )
}

/** When a saved coin goes away with the focus in it, its neighbour's star gets it, or else the page. */
function handOnFocus(item: HTMLLIElement): () => void {
  return () => {
    if (!item.contains(document.activeElement)) return
    const neighbour = item.nextElementSibling ?? item.previousElementSibling
    const next = neighbour?.querySelector<HTMLElement>('.star') ?? item.closest('main')
    next?.focus()
  }
}

function NothingSaved({ form }: Required<BookmarkListProps>) {
  if (form === 'strip') {
    return (
      <p className="quiet">
        Nothing saved yet: press the star <Star size={13} aria-hidden="true" /> of a coin.
      </p>
    )
  }
  return (
    <Notice icon={Star} title="Nothing saved yet" actions={<BoardLink kind="primary" />}>
      <p>
        Press the star of a coin, on the board or on its page, and it is kept here for you alone.
      </p>
    </Notice>
  )
}
