import type { Etagged } from '@etagged/core'
import { isMint } from '@etagged/pumpfun'
import { useSession } from '@etagged/react'
import { createRootRouteWithContext, createRoute } from '@tanstack/react-router'
import type { ActivityLog } from '../activity/activity-log.ts'
import type { Account } from '../auth/account.ts'
import { CoinBoard } from '../board/coin-board.tsx'
import { BookmarkList } from '../bookmarks/bookmark-list.tsx'
import { BookmarkPage } from '../bookmarks/bookmark-page.tsx'
import { CoinDetail } from '../coin/coin-detail.tsx'
import { formatAddress } from '../format/address.ts'
import type { DemoPanel } from '../panel/open-panel.ts'
import { NotFound } from '../shell/not-found.tsx'
import { RefusedMint } from '../shell/refused-mint.tsx'
import { Shell } from '../shell/shell.tsx'
import type { ThemeStore } from '../shell/theme.ts'
import { TradeTape } from '../trades/trade-tape.tsx'
import { boardViewOf, parseBoardSearch } from './board-search.ts'

/** What the page is made of before anything is shown. */
export interface Services {
  readonly client: Etagged
  readonly account: Account
  readonly log: ActivityLog
  readonly theme: ThemeStore
  /** Absent: this build is without it. */
  readonly panel: DemoPanel | undefined
}

const rootRoute = createRootRouteWithContext<Services>()({
  component: RootPage,
  notFoundComponent: NotFound,
})

const boardRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  validateSearch: parseBoardSearch,
  // oxlint-disable-next-line no-underscore-dangle -- the router's name for it
  beforeLoad: ({ location }) => ({ entry: location.state.__TSR_key ?? '' }),
  component: BoardPage,
})

const coinRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/coin/$mint',
  component: CoinPage,
})

const bookmarksRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/bookmarks',
  component: BookmarksPage,
})

export const routeTree = rootRoute.addChildren([boardRoute, coinRoute, bookmarksRoute])

function RootPage() {
  const { client, account, log, theme, panel } = rootRoute.useRouteContext()
  return <Shell client={client} account={account} log={log} theme={theme} panel={panel} />
}

function BoardPage() {
  const view = boardViewOf(boardRoute.useSearch())
  const { state } = useSession()
  return (
    <>
      <title>Coins · etagged</title>
      {state === 'signed-in' && <BookmarkList />}
      <TradeTape />
      <CoinBoard view={view} entry={boardRoute.useRouteContext().entry} />
    </>
  )
}

function CoinPage() {
  const { mint } = coinRoute.useParams()
  return (
    <>
      <title>{`${formatAddress(mint)} · etagged`}</title>
      {isMint(mint) ? <CoinDetail key={mint} mint={mint} /> : <RefusedMint text={mint} />}
    </>
  )
}

function BookmarksPage() {
  return (
    <>
      <title>Bookmarks · etagged</title>
      <BookmarkPage />
    </>
  )
}
