import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { answerOf, send } from './answer-stamped.ts'
import { createStampedOrigin } from './stamped-origin.ts'

const TAB = fileURLToPath(new URL('./tab.ts', import.meta.url))

const TAB_PAGE = `<!doctype html><title>A tab</title><script type="module" src="/@fs/${TAB}"></script>`

/**
 * Gives the pages of browser tests an origin that they can reach over HTTP, on their own origin
 * under `/stamped-origin/`: `tab.html` is a page with a client in it, `log` what was asked so far,
 * and everything else is answered by the stamped origin.
 */
export function serveStampedOrigin(): Plugin {
  return {
    name: 'etagged:stamped-origin',
    configureServer({ middlewares }) {
      const origin = createStampedOrigin()
      middlewares.use((incoming, outgoing, next) => {
        const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://origin.test')
        if (!pathname.startsWith('/stamped-origin/')) return next()
        if (pathname === '/stamped-origin/tab.html') {
          return send(outgoing, { status: 200, fields: HTML, body: TAB_PAGE })
        }
        if (pathname === '/stamped-origin/log') {
          const under = searchParams.get('under') ?? ''
          const log = origin.log.filter(({ path }) => path.startsWith(under))
          return send(outgoing, { status: 200, fields: JSON_FIELDS, body: JSON.stringify(log) })
        }
        const answer = answerOf(origin, incoming)
        void setTimeout(answer.delay).then(() => send(outgoing, answer))
      })
    },
  }
}

const HTML = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }
const JSON_FIELDS = { 'content-type': 'application/json', 'cache-control': 'no-store' }
