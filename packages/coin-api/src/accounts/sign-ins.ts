import { decodeBase58, signInText } from '@etagged/pumpfun'
import { ApiError } from '../http/errors.ts'
import { isSmallOrder } from './small-order.ts'
import { createUsedOnce } from './used-once.ts'

/** Who wants in, and the proof. */
export interface SignIn {
  /** The wallet's public key in base58. */
  readonly address: string
  /** The wallet's signature of the sign-in text, in base58. */
  readonly signature: string
  /** When it was signed; ms since the epoch. */
  readonly timestamp: number
}

// How far the client's clock may be from ours, before or behind; ms.
const WINDOW = 5 * 60 * 1000

/** Judges sign-ins. */
export interface SignIns {
  /** Throws ApiError 401, saying why, unless the wallet has signed this just now for the first time. */
  admit(signIn: SignIn): Promise<void>
}

/** Sign-ins judged by `clock` (ms since the epoch). */
export function createSignIns(clock: () => number): SignIns {
  // A timestamp is refused from one window after it on, and may lie one window ahead.
  const used = createUsedOnce(2 * WINDOW)
  return {
    async admit({ address, signature, timestamp }) {
      const key = bytesOf(address, 32, 'address')
      const proof = bytesOf(signature, 64, 'signature')
      refuseUnless(Math.abs(clock() - timestamp) <= WINDOW, clockComplaint(clock() - timestamp))
      const isGood = await isSignature(proof, key, signInText(timestamp))
      refuseUnless(isGood, 'signature is not of this address and timestamp')
      // The last step, with no wait after it: of two alike at the same time one is first. What was
      // not signed leaves no trace. By address and timestamp, for a signature can be rewritten.
      const isFirst = used.add(`${address} ${timestamp}`, clock())
      refuseUnless(isFirst, 'timestamp has been used; sign a new one')
    },
  }
}

function bytesOf(text: string, length: number, name: string): Uint8Array<ArrayBuffer> {
  // Decoding is quadratic; a byte needs at most 1.37 characters.
  const bytes = text.length <= length * 1.4 ? decodeBase58(text) : undefined
  if (bytes?.length === length) return bytes
  throw new ApiError(401, `${name} is not base58 of ${length} bytes`)
}

/** `behind`: how long ago it was signed; ms. */
function clockComplaint(behind: number): string {
  const seconds = Math.ceil(Math.abs(behind) / 1000)
  const way = behind > 0 ? 'behind' : 'ahead of'
  return `timestamp is ${seconds} s ${way} the server's clock; ${WINDOW / 1000} s are allowed`
}

function refuseUnless(isRight: boolean, message: string): void {
  if (!isRight) throw new ApiError(401, message)
}

async function isSignature(
  signature: Uint8Array<ArrayBuffer>,
  publicKey: Uint8Array<ArrayBuffer>,
  text: string,
): Promise<boolean> {
  if (isSmallOrder(publicKey)) return false
  const key = await importedKey(publicKey)
  if (!key) return false
  return crypto.subtle.verify('Ed25519', key, signature, new TextEncoder().encode(text))
}

/** Not every 32 bytes are a point of the curve; some engines say so here, others when they verify. */
async function importedKey(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey | undefined> {
  try {
    return await crypto.subtle.importKey('raw', bytes, 'Ed25519', false, ['verify'])
  } catch (error) {
    if (error instanceof DOMException && error.name === 'DataError') return undefined
    throw error
  }
}
