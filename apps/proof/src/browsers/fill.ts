const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/**
 * Text that its seed alone determines, and that no browser can compress: Chromium keeps a value in
 * a file of its own only when it is large after compression.
 */
export function fillOf(seed: string, length: number): string {
  let state = 0
  for (const character of seed) state = (Math.imul(state, 31) + character.charCodeAt(0)) | 0
  state ||= 1
  let fill = ''
  for (let at = 0; at < length; at += 1) {
    // xorshift32
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    fill += ALPHABET[state & 63]
  }
  return fill
}
