const encoder = new TextEncoder()

/** The bytes of a content: those that it is, or those of its text in UTF-8. */
export function bytesOf(content: string | Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return typeof content === 'string' ? encoder.encode(content) : content
}
