/** What tags are made of. */
export interface Digest {
  /** SHA-1 of the UTF-8 bytes, base64 with its padding: 28 characters. */
  readonly sha1: string
  /** How many bytes there are. */
  readonly bytes: number
}

/** The digest of a body. */
export async function digestOf(text: string): Promise<Digest> {
  const bytes = new TextEncoder().encode(text)
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-1', bytes))
  return { sha1: btoa(String.fromCharCode(...hash)), bytes: bytes.byteLength }
}
