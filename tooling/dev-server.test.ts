import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import { openDevServer } from './dev-server.ts'

it('has the page, its sources and the coin API at one URL', async () => {
  const { url, close } = await openDevServer(0)
  try {
    const page = await fetch(url, { headers: { accept: 'text/html' } })
    expect(await page.text()).toContain('<script type="module" src="/@vite/client">')
    const source = await fetch(new URL('src/main.tsx', url))
    expect(source.headers.get('content-type')).toContain('javascript')

    const coins = await fetch(new URL('api/coins?limit=1', url))
    expect(await coins.json()).toHaveLength(1)
    const headers = { 'if-none-match': coins.headers.get('etag') ?? '' }
    expect((await fetch(coins.url, { headers })).status).toBe(304)

    const post = { method: 'POST', headers: { origin: new URL(url).origin } }
    expect((await fetch(new URL('api/auth/logout', url), post)).status).toBe(201)
  } finally {
    await close()
  }
  await expect(fetch(url)).rejects.toThrow('fetch failed')
})

it('takes no other port than the one it was told', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const address = other.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  await expect(openDevServer(port)).rejects.toThrow(`Port ${port} is already in use`)
  other.close()
})
