import { setTimeout } from 'node:timers/promises'
import { createCoinApi, signInBody, testWallet } from '@etagged/coin-api'
import { serve } from '../serve.ts'

/** What the load asks of its server, in words over IPC. */
export type Question = 'heap' | 'end'

/** The first thing that the server says. */
export interface Ready {
  readonly url: string
  /** Coins that nobody trades. */
  readonly idle: readonly string[]
  /** Coins that trade by themselves. */
  readonly trending: readonly string[]
  /** A bearer token. */
  readonly token: string
}

/** The server that is loaded, alone in its process, so that its memory is its own. */
const TRADES_BY_HAND = 1100
const ONE_SOL = 1_000_000_000

const heapAfterCollection = async (): Promise<number> => {
  // What finalizers and closing connections let go of takes turns of the event loop.
  for (let round = 0; round < 5; round += 1) {
    globalThis.gc?.()
    await setTimeout(20)
  }
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

const start = async (): Promise<void> => {
  const tell = process.send?.bind(process)
  if (!tell) throw new Error('Run the load itself: npm run load')
  const api = createCoinApi({
    clock: Date.now,
    tradesPerSecond: 20,
    limits: false,
    tokenInBody: true,
  })
  const { market } = api
  const { idle, trending } = market
  // The market remembers its last 1,000 events: from here on it forgets one for each new one.
  for (let done = 0; done < TRADES_BY_HAND; done += 1) {
    market.trade(trending[done % trending.length] ?? '', ONE_SOL)
  }
  const { url, close } = await serve({ handler: api, port: 0 })
  const login = await fetch(`${url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(await signInBody(await testWallet('alice'), api.clock())),
  })
  const { token } = (await login.json()) as { token: string }

  process.on('message', (question: Question) => {
    if (question === 'heap') void heapAfterCollection().then((heap) => tell(heap))
    else void close().then(() => process.disconnect?.())
  })
  tell({ url, idle, trending, token } satisfies Ready)
}

await start()
