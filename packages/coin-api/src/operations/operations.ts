import type { BookmarkLists } from '../accounts/bookmark-lists.ts'
import { createFollows } from '../accounts/follows.ts'
import { createProfiles } from '../accounts/profiles.ts'
import type { SignIns } from '../accounts/sign-ins.ts'
import type { CoinBodies } from '../bodies/coin-bodies.ts'
import type { Market } from '../market/market.ts'
import type { MarketEventsSource } from '../stream/market-events.ts'
import { bookmarkOperations } from './bookmarks.ts'
import { candlestickOperations } from './candlesticks.ts'
import { coinListOperations } from './coin-list.ts'
import { coinOperations, type UnknownCoin } from './coin.ts'
import { coinsByMintOperations } from './coins-by-mint.ts'
import { createCoinOperations } from './create-coin.ts'
import { currentlyLiveOperations } from './currently-live.ts'
import { followingOperations } from './following.ts'
import { forYouOperations } from './for-you.ts'
import { healthOperations } from './health.ts'
import { kingOfTheHillOperations } from './king-of-the-hill.ts'
import { latestCoinOperations } from './latest-coin.ts'
import { latestTradeOperations } from './latest-trade.ts'
import { loginOperations } from './login.ts'
import { metaOperations } from './metas.ts'
import { openApiOperation } from './open-api.ts'
import type { Operation } from './operation.ts'
import { removeBookmarkListOperations } from './remove-bookmark-list.ts'
import { type Session, sessionOperations } from './session.ts'
import { similarCoinOperations } from './similar-coins.ts'
import { solPriceOperations } from './sol-price.ts'
import { topRunnerOperations } from './top-runners.ts'
import { tradeStreamOperations } from './trade-stream.ts'
import { userCreatedCoinOperations } from './user-created-coins.ts'
import { userOperations } from './users.ts'

/** What the operations work on. */
export interface Service {
  /** The time; ms since the epoch. */
  readonly clock: () => number
  readonly market: Market
  readonly bodies: CoinBodies
  readonly signIns: SignIns
  readonly session: Session
  readonly bookmarks: BookmarkLists
  readonly unknownCoin: UnknownCoin
  readonly stream: MarketEventsSource
}

/** Every operation; of two that fit a path the first answers. */
export function operationsOf(service: Service): readonly Operation[] {
  const { signIns, session } = service
  const operations = [
    ...coinCollections(service),
    ...social(service),
    // Its path fits `/coins/latest` and others too, so it comes after them.
    ...coinOperations(service.market, service.bodies, service.unknownCoin),
    ...loginOperations(signIns, session),
    ...sessionOperations(session),
    ...tradeStreamOperations(service.stream),
  ]
  return [...operations, openApiOperation(operations)]
}

function coinCollections({ market, bodies }: Service): readonly Operation[] {
  return [
    ...coinListOperations(market, bodies),
    ...latestCoinOperations(market, bodies),
    ...kingOfTheHillOperations(market, bodies),
    ...currentlyLiveOperations(market, bodies),
    ...forYouOperations(market, bodies),
    ...topRunnerOperations(market, bodies),
    ...similarCoinOperations(market, bodies),
    ...userCreatedCoinOperations(market, bodies),
    ...coinsByMintOperations(market, bodies),
    ...latestTradeOperations(market, bodies),
    ...candlestickOperations(market),
    ...solPriceOperations(market, bodies),
    ...metaOperations(market),
    ...healthOperations(),
  ]
}

function social({ market, bodies, bookmarks, clock }: Service): readonly Operation[] {
  const follows = createFollows(market, clock)
  const profiles = createProfiles(market, follows)
  return [
    ...createCoinOperations(market, bodies, profiles),
    ...userOperations(profiles, bodies),
    ...followingOperations(follows, profiles, bodies),
    ...bookmarkOperations(bookmarks, market, bodies),
    ...removeBookmarkListOperations(bookmarks),
  ]
}
