import type { FindingId } from './finding.ts'
import { corsOptions, forTheApp, type Mending, quoted, varyOf } from './mending.ts'

/** What mends it in Hono 4. */
export function honoFor(mending: Mending): string {
  return [...code[mending.id](mending), ...forTheApp(mending, '//')].join('\n')
}

function permission(mending: Mending): readonly string[] {
  const permissions = ['origin', ...(mending.isCredentialed ? ['credentials'] : [])]
  const retained = [
    ...permissions.map((name) => `access-control-allow-${name}`),
    'access-control-expose-headers',
  ]
  return [
    "import { cors } from 'hono/cors'",
    "import { etag, RETAINED_304_HEADERS } from 'hono/etag'",
    '',
    '// Before the routes. Where there are cors() and etag() already, give those what they lack: etag()',
    '// takes the fields of CORS off a 304 unless they are retained.',
    `const permission = [${retained.map(quoted).join(', ')}]`,
    'app.use(',
    '  cors({',
    ...corsOptions(mending, { allow: 'allowHeaders', expose: 'exposeHeaders' }).map(
      (line) => `  ${line}`,
    ),
    '  }),',
    ')',
    'app.use(etag({ retainedHeaders: [...RETAINED_304_HEADERS, ...permission] }))',
  ]
}

/** Of a page elsewhere, `etag` alone would hide the 304. */
function tags(mending: Mending): readonly string[] {
  if (mending.isCrossOrigin) return permission(mending)
  return [
    "import { etag } from 'hono/etag'",
    '',
    '// Before the routes: it makes a tag where a route sets none, and answers 304.',
    'app.use(etag())',
  ]
}

/** What comes after `next` has the last word. */
function inPlaceOf(path: string, name: string, value: string): readonly string[] {
  return [
    `app.use(${quoted(path)}, async (c, next) => {`,
    '  await next()',
    `  c.header(${quoted(name)}, ${quoted(value)})`,
    '})',
  ]
}

const code: Readonly<Record<FindingId, (mending: Mending) => readonly string[]>> = {
  'etag-not-exposed': permission,
  'preflight-refuses-if-none-match': permission,
  'preflight-refuses-if-modified-since': permission,
  'preflight-refuses-cache-control': permission,
  '304-without-cors-fields': permission,
  'conditional-requests-fail': permission,
  'wasted-validation': tags,
  'vary-star': (mending) => [
    '// Before cors() and the routes. Name the request fields that change the answer.',
    ...inPlaceOf(mending.path, 'Vary', varyOf(mending)),
  ],
  'no-validator': tags,
  'no-store-with-validator': ({ path }) => [
    '// Before the routes.',
    ...inPlaceOf(path, 'Cache-Control', 'private, no-cache'),
  ],
}
