import { encodeBase58, signInText } from '@etagged/pumpfun'
import type { SignIn } from './sign-ins.ts'

/** An ed25519 key pair in the hands of a test or a tool. */
export interface Wallet {
  /** The public key in base58: the user's stable id. */
  readonly address: string
  /** The signature of the text's UTF-8 bytes, in base58. */
  readonly sign: (text: string) => Promise<string>
}

/** The wallets that tests know beforehand. */
export type TestWalletName = 'alice' | 'bob'

/** Their addresses. */
export const TEST_ADDRESSES: Readonly<Record<TestWalletName, string>> = {
  alice: 'AJccrWhpbpqbQ8vfX9NUeW2cfwzHZC4migBg5p89QU9D',
  bob: 'EqTFeDXrBm7hz4iYBfxh4WEM2J1ccbksVCozpyJ7wBZk',
}

// PKCS #8 (RFC 8410) of a private key, up to its 32 bytes.
const PKCS8_HEAD = '302e020100300506032b657004220420'

/**
 * A wallet whose private key is this seed of 32 bytes. Throws RangeError when it has another length.
 *
 * @default seed 32 random bytes
 */
export async function createWallet(seed: Uint8Array = randomSeed()): Promise<Wallet> {
  if (seed.length !== 32) throw new RangeError(`A seed has 32 bytes, not ${seed.length}`)
  const pkcs8 = Uint8Array.from([...bytesOfHex(PKCS8_HEAD), ...seed])
  const key = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', true, ['sign'])
  const address = await addressOf(key)
  return {
    address,
    sign: async (text) => {
      const signature = await crypto.subtle.sign('Ed25519', key, new TextEncoder().encode(text))
      return encodeBase58(new Uint8Array(signature))
    },
  }
}

function randomSeed(): Uint8Array {
  const seed = crypto.getRandomValues(new Uint8Array(32))
  // WebKitGTK imports no private key that begins with 0.
  if (seed[0] === 0) seed[0] = 1
  return seed
}

/** The 32 bytes that a test wallet is made of. */
export function testSeed(name: TestWalletName): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`the seed of a test wallet: ${name}`.padEnd(32, '.'))
}

const testWallets = new Map<TestWalletName, Promise<Wallet>>()

/** Always the same wallet for a name. */
export function testWallet(name: TestWalletName): Promise<Wallet> {
  const wallet = testWallets.get(name) ?? createWallet(testSeed(name))
  testWallets.set(name, wallet)
  return wallet
}

/** The body of `POST /auth/login`; `timestamp` in ms since the epoch. */
export async function signInBody(wallet: Wallet, timestamp: number): Promise<SignIn> {
  const signature = await wallet.sign(signInText(timestamp))
  return { address: wallet.address, signature, timestamp }
}

/** Web Crypto gives the public key of a private one only as a JSON Web Key. */
async function addressOf(key: CryptoKey): Promise<string> {
  const { x = '' } = await crypto.subtle.exportKey('jwk', key)
  const binary = atob(x.replaceAll('-', '+').replaceAll('_', '/'))
  return encodeBase58(Uint8Array.from(binary, (character) => character.charCodeAt(0)))
}

function bytesOfHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))
}
