import { portFrom } from '@etagged/api/port'
import { openDevServer } from './dev-server.ts'
import { whenToldToEnd } from './when-told-to-end.ts'

const DEFAULT_PORT = 5173

const dev = async (): Promise<void> => {
  let end = (): Promise<void> => Promise.resolve()
  whenToldToEnd(() => void end().finally(() => process.exit(0)))
  const { url, close } = await openDevServer(portFrom(process.env['PORT'], DEFAULT_PORT))
  end = close
  process.stdout.write(`The coin board, updated as you edit, is at ${url} (Ctrl+C ends it)\n`)
}

try {
  await dev()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
