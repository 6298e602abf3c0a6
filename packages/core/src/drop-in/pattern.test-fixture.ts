/** A long body of which no two stretches are alike. */
export function patternOf(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length)
  for (let at = 0; at < length; at++) bytes[at] = patternAt(at)
  return bytes
}

/** The first place where the pattern is not kept. */
export function faultIn(buffer: ArrayBuffer, length: number): string {
  const bytes = new Uint8Array(buffer)
  if (bytes.length !== length) return `it has ${bytes.length} bytes`
  for (let at = 0; at < length; at++) if (bytes[at] !== patternAt(at)) return `byte ${at}`
  return 'none'
}

function patternAt(at: number): number {
  return (at ^ (at >> 8) ^ (at >> 16)) & 255
}
