import { serve } from '@etagged/api'
import { portFrom } from '@etagged/api/port'
import { createCoinApi } from '@etagged/coin-api'
import { buildDemo, DEMO_DIST } from './build-demo.ts'
import { whenToldToEnd } from './when-told-to-end.ts'

const DEFAULT_PORT = 4173

const say = (line: string): void => void process.stdout.write(`${line}\n`)

const start = async (): Promise<void> => {
  let end = (): Promise<void> => Promise.resolve()
  whenToldToEnd(() => void end().finally(() => process.exit(0)))
  const port = portFrom(process.env['PORT'], DEFAULT_PORT)
  say('Building the demo …')
  await buildDemo()
  const handler = createCoinApi({ clock: Date.now, control: true, tokenInBody: true })
  const { url, close } = await serve({ handler, port, staticDir: DEMO_DIST })
  end = close
  say(`The coin board is at ${url} (Ctrl+C ends it)`)
}

try {
  await start()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
