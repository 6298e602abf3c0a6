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
# In the location that answers https://api.test.
# A block with an add_header of its own inherits none from outside: repeat here what is there.
add_header Access-Control-Expose-Headers "ETag, Vary" always;
# nginx makes tags for files only. What is proxied needs its tag from the application.
etag on;
# In this location no sub_filter, no ssi and no \`proxy_hide_header ETag\`: they take tags away.`,
  },
  {
    finding: aFinding('preflight-refuses-if-none-match'),
    text: `
# In the location that answers https://api.test.
# An \`if\` with an add_header inherits none: here is all that a preflight needs, but for the names of
# other fields that are allowed already.
if ($request_method = OPTIONS) {
  add_header Access-Control-Allow-Origin "https://page.test";
  add_header Access-Control-Allow-Methods "GET, HEAD, POST, PUT, PATCH, DELETE";
  add_header Access-Control-Allow-Headers "Authorization, Content-Type, If-None-Match";
  add_header Access-Control-Max-Age 7200;
  add_header Vary Origin;
  return 204;
}`,
  },
  {
    finding: aFinding('preflight-refuses-if-modified-since', { credentials: 'include' }),
    text: `
# In the location that answers https://api.test.
# An \`if\` with an add_header inherits none: here is all that a preflight needs, but for the names of
# other fields that are allowed already.
if ($request_method = OPTIONS) {
  add_header Access-Control-Allow-Origin "https://page.test";
  add_header Access-Control-Allow-Credentials true;
  add_header Access-Control-Allow-Methods "GET, HEAD, POST, PUT, PATCH, DELETE";
  add_header Access-Control-Allow-Headers "Authorization, Content-Type, If-None-Match, If-Modified-Since";
  add_header Access-Control-Max-Age 7200;
  add_header Vary Origin;
  return 204;
}`,
  },
  {
    finding: aFinding('preflight-refuses-cache-control'),
    text: `
# In the location that answers https://api.test.
# An \`if\` with an add_header inherits none: here is all that a preflight needs, but for the names of
# other fields that are allowed already.
if ($request_method = OPTIONS) {
  add_header Access-Control-Allow-Origin "https://page.test";
  add_header Access-Control-Allow-Methods "GET, HEAD, POST, PUT, PATCH, DELETE";
  add_header Access-Control-Allow-Headers "Authorization, Content-Type, If-None-Match, Cache-Control";
  add_header Access-Control-Max-Age 7200;
  add_header Vary Origin;
  return 204;
}`,
  },
  {
    finding: aFinding('304-without-cors-fields', { credentials: 'include' }),
    text: `
# In the location that answers https://api.test.
# A block with an add_header of its own inherits none from outside: repeat here what is there.
# What the application sends of these would come twice, and browsers refuse that. \`always\` is for
# errors: a 304 has them in any case.
proxy_hide_header Access-Control-Allow-Origin;
proxy_hide_header Access-Control-Allow-Credentials;
add_header Access-Control-Allow-Origin "https://page.test" always;
add_header Access-Control-Allow-Credentials true always;
add_header Access-Control-Expose-Headers "ETag, Vary" always;
add_header Vary Origin always;`,
  },
  {
    finding: aFinding('conditional-requests-fail'),
    text: `
# In the location that answers https://api.test.
# An \`if\` with an add_header inherits none: here is all that a preflight needs, but for the names of
# other fields that are allowed already.
if ($request_method = OPTIONS) {
  add_header Access-Control-Allow-Origin "https://page.test";
  add_header Access-Control-Allow-Methods "GET, HEAD, POST, PUT, PATCH, DELETE";
  add_header Access-Control-Allow-Headers "Authorization, Content-Type, If-None-Match, If-Modified-Since, Cache-Control";
  add_header Access-Control-Max-Age 7200;
  add_header Vary Origin;
  return 204;
}
# A block with an add_header of its own inherits none from outside: repeat here what is there.
# What the application sends of these would come twice, and browsers refuse that. \`always\` is for
# errors: a 304 has them in any case.
proxy_hide_header Access-Control-Allow-Origin;
add_header Access-Control-Allow-Origin "https://page.test" always;
add_header Access-Control-Expose-Headers "ETag, Vary" always;
add_header Vary Origin always;`,
  },
  {
    finding: aFinding('wasted-validation'),
    text: `
# In the location that answers https://api.test.
# An \`if\` with an add_header inherits none: here is all that a preflight needs, but for the names of
# other fields that are allowed already.
if ($request_method = OPTIONS) {
  add_header Access-Control-Allow-Origin "https://page.test";
  add_header Access-Control-Allow-Methods "GET, HEAD, POST, PUT, PATCH, DELETE";
  add_header Access-Control-Allow-Headers "Authorization, Content-Type, If-None-Match, Cache-Control";
  add_header Access-Control-Max-Age 7200;
  add_header Vary Origin;
  return 204;
}
# And in the app: createEtagged({ crossOriginCacheControl: true })`,
  },
  {
    finding: anOwnFinding('wasted-validation'),
    text: `
# In the location that answers https://page.test.
# A block with a proxy_set_header of its own inherits none from outside: repeat here what is there.
proxy_set_header If-None-Match $http_if_none_match;
# By itself nginx answers 304 only for files, and for what proxy_cache keeps.
etag on;`,
  },
  {
    finding: aFinding('vary-star', { endpoint: '/coins/*' }),
    text: `
# In the location that answers https://api.test/coins/*.
# Name the request fields that change the answer.
# A block with an add_header of its own inherits none from outside: repeat here what is there.
proxy_hide_header Vary;
add_header Vary "Accept-Encoding, Origin" always;`,
  },
  {
    finding: anOwnFinding('no-validator', '/coins/*'),
    text: `
# In the location that answers https://page.test/coins/*.
# nginx makes tags for files only. What is proxied needs its tag from the application.
etag on;
# In this location no sub_filter, no ssi and no \`proxy_hide_header ETag\`: they take tags away.`,
  },
  {
    finding: anOwnFinding('no-store-with-validator', '/coins'),
    text: `
# In the location that answers https://page.test/coins.
# No \`expires\` beside it: that adds a Cache-Control of its own.
# A block with an add_header of its own inherits none from outside: repeat here what is there.
proxy_hide_header Cache-Control;
add_header Cache-Control "private, no-cache" always;`,
  },
]

it.each(ROWS)('$finding.id: what is to be pasted for nginx', ({ finding, text }) => {
  expect(pasteFor(finding).nginx).toBe(text.trimStart())
})

it('where nobody knows the page, it is an example', () => {
  const { page: _, ...unknown } = aFinding('304-without-cors-fields')
  expect(pasteFor(unknown).nginx).toContain('Allow-Origin "https://app.example.com" always;')
})
