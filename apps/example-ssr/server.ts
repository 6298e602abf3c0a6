import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { createServer as createVite } from 'vite'
import { api, isUser } from './api.ts'
import { signIn, signOut, userOf } from './session-cookie.ts'
import type * as Entry from './src/entry-server.tsx'

const port = Number(process.env['PORT'] ?? 5173)
const server = createServer()
const vite = await createVite({
  appType: 'custom',
  server: { middlewareMode: true, ws: { server } },
})

const app = new Hono()
  .route('/api', api)
  .post('/session', async (c) => {
    const { user } = await c.req.parseBody()
    if (user === '') signOut(c)
    else if (typeof user === 'string' && isUser(user)) await signIn(c, user)
    else return c.text('There is no such user', 400)
    // For whoever signs out before the page's script has run, and for his other tabs.
    c.header('clear-site-data', '"storage"')
    return c.redirect('/', 303)
  })
  .get('/', async (c) => {
    const { render } = (await vite.ssrLoadModule('/src/entry-server.tsx')) as typeof Entry
    const html = await render({
      user: await userOf(c),
      baseUrl: new URL('/api', c.req.url).href,
      cookie: c.req.header('cookie'),
      signal: c.req.raw.signal,
      // The API lives here: no trip is needed.
      fetch: async (input, init) => app.fetch(new Request(input, init)),
    })
    // The browser's back button would show a stored page to whoever comes next, `no-cache` or not.
    c.header('cache-control', 'no-store')
    return c.body(html, 200, { 'content-type': 'text/html; charset=utf-8' })
  })

const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false })
server.on('request', (request, response) => {
  // What is no file of the page's is the app's.
  vite.middlewares(request, response, () => void answer(request, response))
})
server.once('error', (error) => {
  console.error(error.message)
  process.exit(1)
})
server.listen(port, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
})
