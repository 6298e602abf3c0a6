import type { FindingId } from './finding.ts'
import { forTheApp, type Mending, varyOf } from './mending.ts'

/** What mends it in nginx: directives for a `location`. */
export function nginxFor(mending: Mending): string {
  const place = `# In the location that answers ${mending.where}.`
  return [place, ...directives[mending.id](mending), ...forTheApp(mending, '#')].join('\n')
}

/** https://nginx.org/en/docs/http/ngx_http_headers_module.html#add_header */
const INHERITANCE =
  '# A block with an add_header of its own inherits none from outside: repeat here what is there.'

function preflight({ page, isCredentialed, allowed }: Mending): readonly string[] {
  return [
    '# An `if` with an add_header inherits none: here is all that a preflight needs, but for the names of',
    '# other fields that are allowed already.',
    'if ($request_method = OPTIONS) {',
    `  add_header Access-Control-Allow-Origin "${page}";`,
    ...(isCredentialed ? ['  add_header Access-Control-Allow-Credentials true;'] : []),
    '  add_header Access-Control-Allow-Methods "GET, HEAD, POST, PUT, PATCH, DELETE";',
    `  add_header Access-Control-Allow-Headers "${allowed.join(', ')}";`,
    '  add_header Access-Control-Max-Age 7200;',
    '  add_header Vary Origin;',
    '  return 204;',
    '}',
  ]
}

function permission({ page, isCredentialed }: Mending): readonly string[] {
  const allowed = [
    ['Access-Control-Allow-Origin', `"${page}"`],
    ...(isCredentialed ? [['Access-Control-Allow-Credentials', 'true']] : []),
  ]
  return [
    INHERITANCE,
    '# What the application sends of these would come twice, and browsers refuse that. `always` is for',
    '# errors: a 304 has them in any case.',
    ...allowed.map(([name]) => `proxy_hide_header ${name};`),
    ...allowed.map(([name, value]) => `add_header ${name} ${value} always;`),
    'add_header Access-Control-Expose-Headers "ETag, Vary" always;',
    'add_header Vary Origin always;',
  ]
}

/** In place of what the application sends. */
function inPlaceOf(name: string, value: string): readonly string[] {
  return [INHERITANCE, `proxy_hide_header ${name};`, `add_header ${name} "${value}" always;`]
}

const tags = [
  '# nginx makes tags for files only. What is proxied needs its tag from the application.',
  'etag on;',
  '# In this location no sub_filter, no ssi and no `proxy_hide_header ETag`: they take tags away.',
]

function validation(mending: Mending): readonly string[] {
  if (mending.allowed.length > 0) return preflight(mending)
  return [
    '# A block with a proxy_set_header of its own inherits none from outside: repeat here what is there.',
    'proxy_set_header If-None-Match $http_if_none_match;',
    '# By itself nginx answers 304 only for files, and for what proxy_cache keeps.',
    'etag on;',
  ]
}

const directives: Readonly<Record<FindingId, (mending: Mending) => readonly string[]>> = {
  'etag-not-exposed': () => [
    INHERITANCE,
    'add_header Access-Control-Expose-Headers "ETag, Vary" always;',
    ...tags,
  ],
  'preflight-refuses-if-none-match': preflight,
  'preflight-refuses-if-modified-since': preflight,
  'preflight-refuses-cache-control': preflight,
  '304-without-cors-fields': permission,
  'conditional-requests-fail': (mending) => [...preflight(mending), ...permission(mending)],
  'wasted-validation': validation,
  'vary-star': (mending) => [
    '# Name the request fields that change the answer.',
    ...inPlaceOf('Vary', varyOf(mending)),
  ],
  'no-validator': () => tags,
  'no-store-with-validator': () => [
    '# No `expires` beside it: that adds a Cache-Control of its own.',
    ...inPlaceOf('Cache-Control', 'private, no-cache'),
  ],
}
