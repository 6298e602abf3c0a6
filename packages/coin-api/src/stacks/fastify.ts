import { opaqueOf, type Stack } from './stack.ts'

/**
 * As the service has answered since 2026. `If-None-Match` is taken as exactly one tag and compared
 * weakly: a list and `*` never match, although RFC 9110 says they can. Nothing else is looked at,
 * so errors and answers to POST become a 304 too, and `Cache-Control: no-cache` changes nothing.
 */
export const fastify: Stack = {
  tagOf: ({ sha1 }) => `W/"${sha1}"`,
  isNotModified: ({ headers }, _status, etag) => {
    const field = headers.get('if-none-match')
    return field !== null && opaqueOf(field) === opaqueOf(etag)
  },
}
