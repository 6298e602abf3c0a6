import type { FindingId } from './finding.ts'
import { corsOptions, forTheApp, type Mending, quoted, varyOf } from './mending.ts'

/** What mends it in Express 4 and 5. */
export function expressFor(mending: Mending): string {
  return [...code[mending.id](mending), ...forTheApp(mending, '//')].join('\n')
}

function permission(mending: Mending): readonly string[] {
  return [
    "import cors from 'cors'",
    '',
    '// Before the routes and express.static(): a 304 has the fields that are set by then. Where there is a',
    '// cors() already, give that one what it lacks.',
    'app.use(',
    '  cors({',
    ...corsOptions(mending, { allow: 'allowedHeaders', expose: 'exposedHeaders' }).map(indented),
    '  }),',
    ')',
  ]
}

const tags = [
  "// 'weak' is the default, and does as well; `app.disable('etag')` turns it off.",
  "app.set('etag', 'strong')",
  '// Only res.json() and res.send() make tags: what is written otherwise needs its own, by',
  "// res.set('ETag', …), before its body.",
]

function validation(mending: Mending): readonly string[] {
  if (mending.allowed.length > 0) return permission(mending)
  return [
    ...tags,
    '// And they answer 304 by themselves. A route that writes its body otherwise asks before it does:',
    'if (req.fresh) return res.status(304).end()',
  ]
}

const code: Readonly<Record<FindingId, (mending: Mending) => readonly string[]>> = {
  'etag-not-exposed': (mending) => [...permission(mending), ...tags],
  'preflight-refuses-if-none-match': permission,
  'preflight-refuses-if-modified-since': permission,
  'preflight-refuses-cache-control': permission,
  '304-without-cors-fields': permission,
  'conditional-requests-fail': permission,
  'wasted-validation': validation,
  'vary-star': (mending) => [
    `// In the route of ${mending.where}, in place of '*', which res.vary() cannot take back.`,
    '// Name the request fields that change the answer.',
    `res.set('Vary', ${quoted(varyOf(mending))})`,
  ],
  'no-validator': () => tags,
  'no-store-with-validator': ({ where }) => [
    `// In the route of ${where}, in place of the Cache-Control that is there.`,
    "res.set('Cache-Control', 'private, no-cache')",
  ],
}

function indented(line: string): string {
  return `  ${line}`
}
