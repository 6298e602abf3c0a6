import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { expect, test } from '@playwright/test'
import { startServer, type StartedServer } from './start-server.ts'

const shell = (line: string): Promise<StartedServer> =>
  startServer({ cwd: tmpdir(), file: 'sh', args: ['-c', line] })

/** One that has ended and that nobody has asked for yet is gone, too. */
function isRunning(pid: string): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', pid], { encoding: 'utf8' })
  return /^[^Z\s]/.test(stdout)
}

test('Servers: the URL is the one at which it listens, and not what npm says of itself', async () => {
  const server = await shell(
    'echo "npm notice https://elsewhere.test/v11"; echo "at http://127.0.0.1:5173 now"; exec sleep 60',
  )
  expect(server.url).toBe('http://127.0.0.1:5173/')
  await server.end()
})

test('Servers: what it started ends with it, also when it has gone before', async () => {
  const server = await shell('sleep 60 & echo "http://127.0.0.1:5173/$! "; exit 0')
  const [, pid = ''] = /\/(\d+)\/$/.exec(server.url) ?? []
  expect(isRunning(pid)).toBe(true)
  await server.end()
  expect(isRunning(pid)).toBe(false)
})

test('Servers: so does what has left its pipes', async () => {
  const server = await shell(
    'sleep 60 >/dev/null 2>&1 & echo "http://127.0.0.1:5173/$! "; exec sleep 60',
  )
  const [, pid = ''] = /\/(\d+)\/$/.exec(server.url) ?? []
  expect(isRunning(pid)).toBe(true)
  await server.end()
  await expect.poll(() => isRunning(pid)).toBe(false)
})

test('Servers: one that ends without a URL says what it said', async () => {
  await expect(shell('echo "the port is taken"; exit 1')).rejects.toThrow('the port is taken')
})
