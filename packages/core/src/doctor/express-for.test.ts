import { expect, it } from 'vitest'
import { aFinding, anOwnFinding } from './a-finding.test-fixture.ts'
import type { Finding } from './finding.ts'
import { pasteFor } from './paste-for.ts'

interface Row {
  readonly finding: Finding
  readonly text: string
}

const ROWS: readonly Row[] = [
  {
    finding: aFinding('etag-not-exposed'),
    text: `
import cors from 'cors'

// Before the routes and express.static(): a 304 has the fields that are set by then. Where there is a
// cors() already, give that one what it lacks.
app.use(
  cors({
    origin: 'https://page.test',
    exposedHeaders: ['ETag', 'Vary'],
  }),
)
// 'weak' is the default, and does as well; \`app.disable('etag')\` turns it off.
app.set('etag', 'strong')
// Only res.json() and res.send() make tags: what is written otherwise needs its own, by
// res.set('ETag', …), before its body.`,
  },
  {
    finding: aFinding('preflight-refuses-if-none-match'),
    text: `
import cors from 'cors'

// Before the routes and express.static(): a 304 has the fields that are set by then. Where there is a
// cors() already, give that one what it lacks.
app.use(
  cors({
    origin: 'https://page.test',
    allowedHeaders: ['Authorization', 'Content-Type', 'If-None-Match'],
    exposedHeaders: ['ETag', 'Vary'],
    maxAge: 7200,
  }),
)`,
  },
  {
    finding: aFinding('preflight-refuses-if-modified-since', { credentials: 'include' }),
    text: `
import cors from 'cors'

// Before the routes and express.static(): a 304 has the fields that are set by then. Where there is a
// cors() already, give that one what it lacks.
app.use(
  cors({
    origin: 'https://page.test',
    credentials: true,
    allowedHeaders: ['Authorization', 'Content-Type', 'If-None-Match', 'If-Modified-Since'],
    exposedHeaders: ['ETag', 'Vary'],
    maxAge: 7200,
  }),
)`,
  },
  {
    finding: aFinding('preflight-refuses-cache-control'),
    text: `
import cors from 'cors'

// Before the routes and express.static(): a 304 has the fields that are set by then. Where there is a
// cors() already, give that one what it lacks.
app.use(
  cors({
    origin: 'https://page.test',
    allowedHeaders: ['Authorization', 'Content-Type', 'If-None-Match', 'Cache-Control'],
    exposedHeaders: ['ETag', 'Vary'],
    maxAge: 7200,
  }),
)`,
  },
  {
    finding: aFinding('304-without-cors-fields', { credentials: 'include' }),
    text: `
import cors from 'cors'

// Before the routes and express.static(): a 304 has the fields that are set by then. Where there is a
// cors() already, give that one what it lacks.
app.use(
  cors({
    origin: 'https://page.test',
    credentials: true,
    exposedHeaders: ['ETag', 'Vary'],
  }),
)`,
  },
  {
    finding: aFinding('conditional-requests-fail'),
    text: `
import cors from 'cors'

// Before the routes and express.static(): a 304 has the fields that are set by then. Where there is a
// cors() already, give that one what it lacks.
app.use(
  cors({
    origin: 'https://page.test',
    allowedHeaders: ['Authorization', 'Content-Type', 'If-None-Match', 'If-Modified-Since', 'Cache-Control'],
    exposedHeaders: ['ETag', 'Vary'],
    maxAge: 7200,
  }),
)`,
  },
  {
    finding: aFinding('wasted-validation'),
    text: `
import cors from 'cors'

// Before the routes and express.static(): a 304 has the fields that are set by then. Where there is a
// cors() already, give that one what it lacks.
app.use(
  cors({
    origin: 'https://page.test',
    allowedHeaders: ['Authorization', 'Content-Type', 'If-None-Match', 'Cache-Control'],
    exposedHeaders: ['ETag', 'Vary'],
    maxAge: 7200,
  }),
)
// And in the app: createEtagged({ crossOriginCacheControl: true })`,
  },
  {
    finding: anOwnFinding('wasted-validation'),
    text: `
// 'weak' is the default, and does as well; \`app.disable('etag')\` turns it off.
app.set('etag', 'strong')
// Only res.json() and res.send() make tags: what is written otherwise needs its own, by
// res.set('ETag', …), before its body.
// And they answer 304 by themselves. A route that writes its body otherwise asks before it does:
if (req.fresh) return res.status(304).end()`,
  },
  {
    finding: aFinding('vary-star', { endpoint: '/coins/*' }),
    text: `
// In the route of https://api.test/coins/*, in place of '*', which res.vary() cannot take back.
// Name the request fields that change the answer.
res.set('Vary', 'Accept-Encoding, Origin')`,
  },
  {
    finding: anOwnFinding('no-validator', '/coins/*'),
    text: `
// 'weak' is the default, and does as well; \`app.disable('etag')\` turns it off.
app.set('etag', 'strong')
// Only res.json() and res.send() make tags: what is written otherwise needs its own, by
// res.set('ETag', …), before its body.`,
  },
  {
    finding: anOwnFinding('no-store-with-validator', '/coins'),
    text: `
// In the route of https://page.test/coins, in place of the Cache-Control that is there.
res.set('Cache-Control', 'private, no-cache')`,
  },
]

it.each(ROWS)('$finding.id: what is to be pasted for express', ({ finding, text }) => {
  expect(pasteFor(finding).express).toBe(text.trimStart())
})

it.each(ROWS)('$finding.id: what is to be pasted is JavaScript', ({ text }) => {
  const body = text.replace(/^import .*$/m, '')
  // oxlint-disable-next-line typescript/no-implied-eval -- it is our own text
  expect(() => new Function('app', 'res', 'req', 'cors', body)).not.toThrow()
})
