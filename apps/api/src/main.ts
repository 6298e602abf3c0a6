import { createCoinApi } from '@etagged/coin-api'
import { portFrom } from './port.ts'
import { serve } from './serve.ts'

const DEFAULT_PORT = 8787

/** The local Pump.fun alone. In production nobody may turn its switches. */
try {
  const control = process.env['NODE_ENV'] !== 'production'
  const handler = createCoinApi({ clock: Date.now, control })
  const { url, close } = await serve({ handler, port: portFrom(process.env['PORT'], DEFAULT_PORT) })
  console.log(`Coins at ${url}/api/coins`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close())
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
