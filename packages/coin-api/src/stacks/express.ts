import { opaqueOf, type Stack } from './stack.ts'

/**
 * As the service answered in 2025. Lists and `*` match; only a successful GET or HEAD becomes a
 * 304, and never when the request says `Cache-Control: no-cache`, which `fetch` adds by itself to
 * a hand-written `If-None-Match`.
 */
export const express: Stack = {
  tagOf: ({ sha1, bytes }) => `W/"${bytes.toString(16)}-${sha1.slice(0, 27)}"`,
  isNotModified: ({ method, headers }, status, etag) =>
    (method === 'GET' || method === 'HEAD') &&
    status >= 200 &&
    status < 300 &&
    !membersOf(headers.get('cache-control')).includes('no-cache') &&
    isNamedBy(etag, headers.get('if-none-match')),
}

function isNamedBy(etag: string, field: string | null): boolean {
  return field === '*' || membersOf(field).some((tag) => opaqueOf(tag) === opaqueOf(etag))
}

/** Splits at every comma, those inside a tag too; the tags of this stack have none. */
function membersOf(field: string | null): readonly string[] {
  return field === null ? [] : field.split(',').map((member) => member.trim())
}
