import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, test } from '@playwright/test'
import { ROOT } from '../../../tooling/run-command.ts'

interface Started {
  readonly url: string
  readonly end: () => Promise<void>
}

/** A process group of its own, so that all that npm starts ends with it. */
async function npmStart(): Promise<Started> {
  const child = spawn('npm', ['start'], {
    cwd: ROOT,
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    shell: process.platform === 'win32',
  })
  const said: string[] = []
  child.stderr.on('data', (chunk: Buffer) => said.push(String(chunk)))
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line)
    const url = /http:\/\/\S+/.exec(line)?.[0]
    if (url !== undefined) return { url, end: () => end(child) }
  }
  throw new Error(`npm start ended without telling its URL:\n${said.join('\n')}`)
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, 'SIGTERM')
  else child.kill()
  await ended
}

test('npm start serves coins with ETags, and the page', { tag: '@npm-start' }, async () => {
  test.setTimeout(120_000)
  const { url, end: stop } = await npmStart()
  try {
    const first = await fetch(`${url}/api/coins?limit=1&sort=reply_count`)
    expect(first.status).toBe(200)
    expect(await first.json()).toHaveLength(1)
    const etag = first.headers.get('etag') ?? ''
    expect(etag).toMatch(/^(?:W\/)?"[^"]+"$/)

    const second = await fetch(`${url}/api/coins?limit=1&sort=reply_count`, {
      headers: { 'if-none-match': etag },
    })
    expect(second.status).toBe(304)
    expect(await second.text()).toBe('')

    const page = await fetch(url)
    expect(page.headers.get('content-type')).toContain('text/html')
    expect(await page.text()).toContain('<div id="root">')
  } finally {
    await stop()
  }
  await expect(fetch(url)).rejects.toThrow('fetch failed')
})
