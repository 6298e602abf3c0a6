/** All of it in one; the chunks become parts of that, so that their own memory is free. */
export function concatenated(chunks: Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const bytes = chunks.reduce((sum, { length }) => sum + length, 0)
  const [only] = chunks
  // A part of a larger buffer would keep all of that in memory, and on disk.
  if (only?.length === bytes && only.buffer.byteLength === bytes) return only
  const whole = new Uint8Array(bytes)
  let position = 0
  for (const [index, chunk] of chunks.entries()) {
    whole.set(chunk, position)
    chunks[index] = whole.subarray(position, (position += chunk.length))
  }
  return whole
}
