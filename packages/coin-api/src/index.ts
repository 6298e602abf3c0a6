export type { SignIn } from './accounts/sign-ins.ts'
export {
  createWallet,
  signInBody,
  TEST_ADDRESSES,
  testSeed,
  testWallet,
  type TestWalletName,
  type Wallet,
} from './accounts/wallet.ts'
export type { Form } from './bodies/coin-bodies.ts'
export { createCoinApi, type CoinApi, type CoinApiOptions } from './create-coin-api.ts'
export type { MarketCoin } from './market/coin.ts'
export type { CoinEvent, MarketEvent, MarketListener, TradeEvent } from './market/events.ts'
export { createMarket, type Market, type MarketOptions } from './market/market.ts'
export type { MarketTrade } from './market/trade.ts'
export type { UnknownCoin } from './operations/coin.ts'
export type { StackName } from './stacks/answer-conditionally.ts'
export type { TextStorage } from './storage/stored-map.ts'
export type { StreamedTrade } from './stream/event-text.ts'
export type { Wait } from './switches/network.ts'
export type { Switches } from './switches/switches.ts'
export { type Cookies, fieldWire, type FieldWire, type Wire } from './wire.ts'
