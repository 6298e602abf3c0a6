// In ASCII order, without 0, O, I and l.
const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const VALUE_OF = new Map(Array.from(ALPHABET, (character, value) => [character, value]))

/** Bytes as base58 text (Bitcoin alphabet); each leading zero byte becomes a `1`. */
export function encodeBase58(bytes: Uint8Array): string {
  const digits: number[] = []
  for (const byte of bytes) multiplyAdd(digits, 256, 58, byte)
  const zeros = countLeading(bytes, 0)
  const text = digits.toReversed().map((digit) => ALPHABET.charAt(digit))
  return '1'.repeat(zeros) + text.join('')
}

/**
 * The bytes that base58 text stands for, or `undefined` when it holds a foreign character. Takes time by
 * the square of its length: what is untrusted is to be measured first.
 */
export function decodeBase58(text: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes: number[] = []
  for (const character of text) {
    const value = VALUE_OF.get(character)
    if (value === undefined) return undefined
    multiplyAdd(bytes, 58, 256, value)
  }
  const zeros = countLeading(text, '1')
  return Uint8Array.from([...Array.from<number>({ length: zeros }).fill(0), ...bytes.toReversed()])
}

/** `digits` (least significant first, in `base`) becomes `digits * factor + carry`. */
function multiplyAdd(digits: number[], factor: number, base: number, carry: number): void {
  let rest = carry
  // Every mint of every list passes here, hence a plain loop and integer division by `| 0`.
  for (let index = 0; index < digits.length; index += 1) {
    const sum = (digits[index] ?? 0) * factor + rest
    rest = (sum / base) | 0
    digits[index] = sum - rest * base
  }
  while (rest > 0) {
    digits.push(rest % base)
    rest = (rest / base) | 0
  }
}

function countLeading<T>(items: Iterable<T>, wanted: T): number {
  let count = 0
  for (const item of items) {
    if (item !== wanted) break
    count += 1
  }
  return count
}
