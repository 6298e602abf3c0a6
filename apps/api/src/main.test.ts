import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { createCoinApi } from '@etagged/coin-api'
import { expect, it } from 'vitest'
import { serve } from './serve.ts'

const MAIN = join(import.meta.dirname, 'main.ts')
const run = (PORT: string, NODE_ENV = 'test') =>
  spawn(process.execPath, ['--conditions=@etagged/source', MAIN], {
    env: { ...process.env, PORT, NODE_ENV },
  })
const urlFrom = async (main: ReturnType<typeof run>) => {
  const [line] = (await once(main.stdout.setEncoding('utf8'), 'data')) as [string]
  return /^Coins at (http:\/\/127\.0\.0\.1:\d+\/api\/coins)\n$/.exec(line)?.[1] ?? ''
}

it('prints one line with a URL that answers, and ends on SIGTERM', async () => {
  const main = run('0')
  const url = await urlFrom(main)
  expect((await fetch(url)).status).toBe(200)
  expect((await fetch(new URL('_control', url))).status).toBe(200)
  main.kill('SIGTERM')
  expect(await once(main, 'exit')).toEqual([0, null])
})

it('has no switches in production', async () => {
  const main = run('0', 'production')
  const url = await urlFrom(main)
  expect((await fetch(new URL('_control', url))).status).toBe(404)
  main.kill('SIGTERM')
  await once(main, 'exit')
})

it('names PORT when the port is busy, and fails', async () => {
  const { port, close } = await serve({ handler: createCoinApi({ clock: Date.now }), port: 0 })
  const main = run(String(port))
  const [complaint, exit] = await Promise.all([text(main.stderr), once(main, 'exit')])
  await close()
  expect(complaint).toContain(`Port ${port} is in use. Set PORT to a free one`)
  expect(exit).toEqual([1, null])
})
