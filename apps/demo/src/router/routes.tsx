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
import { ComparePage } from '../comparison/compare-page.tsx'
import { formatAddress } from '../format/address.ts'
import type { DemoPanel } from '../panel/open-panel.ts'
import { NotFound } from '../shell/not-found.tsx'
import { RefusedMint } from '../shell/refused-mint.tsx'
import { Shell } from '../shell/shell.tsx'
import type { ThemeStore } from '../shell/theme.ts'
import type { FrameEntry } from '../side-by-side/frame-entry.ts'
import type { OwnStorage } from '../side-by-side/frame.ts'
import { SideBySide } from '../side-by-side/side-by-side.tsx'
import type { EvidenceStore } from '../tour/evidence.ts'
import type { TourStore } from '../tour/tour-store.ts'
import { TradeTape } from '../trades/trade-tape.tsx'
import { boardViewOf, parseBoardSearch } from './board-search.ts'

/** What the page is made of before anything is shown. */
export interface Services {
  readonly client: Etagged
  readonly account: Account
  readonly log: ActivityLog
  readonly theme: ThemeStore
  /** What this page remembers by itself, apart from other frames. */
  readonly storage: OwnStorage
  /** The sign-in of the frame that this page is in; `undefined`: it is in none. */
  readonly entry: FrameEntry | undefined
  /** `undefined`: a frame has none. */
  readonly tour: TourStore | undefined
  readonly evidence: EvidenceStore
  /** `undefined`: this build is without it. */
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

const sideBySideRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/side-by-side',
  component: SideBySidePage,
})

const compareRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/compare',
  component: ComparisonPage,
})

export const routeTree = rootRoute.addChildren([
  boardRoute,
  coinRoute,
  bookmarksRoute,
  sideBySideRoute,
  compareRoute,
])

function RootPage() {
  const services = rootRoute.useRouteContext()
  return <Shell {...services} />
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

function SideBySidePage() {
  // A frame within a frame, and so on.
  if (rootRoute.useRouteContext().entry !== undefined) return <NotFound />
  return (
    <>
      <title>Side by side · etagged</title>
      <SideBySide />
    </>
  )
}

function ComparisonPage() {
  return (
    <>
      <title>Compare · etagged</title>
      <ComparePage />
    </>
  )
}
