/** The service's entity-tag of a body: weak, base64 of its SHA-1. Clients must treat it as opaque. */
export async function etagOf(body: BufferSource): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-1', body))
  return `W/"${btoa(String.fromCharCode(...digest))}"`
}

/**
 * Does `If-None-Match` name this tag? As the service's stack compares: the field is taken as
 * exactly one tag, weakly. A list of tags and `*` never match, although RFC 9110 says they can.
 */
export function isNamedBy(etag: string, ifNoneMatch: string | null): boolean {
  return ifNoneMatch !== null && opaque(ifNoneMatch.trim()) === opaque(etag)
}

function opaque(tag: string): string {
  return tag.startsWith('W/') ? tag.slice(2) : tag
}
