import { encodeBase58 } from '@etagged/pumpfun'

/** This page cannot make or use keys; the message says what to do. */
export class UnsupportedError extends Error {
  override readonly name = 'UnsupportedError'
}

/** A new key pair. */
export interface KeyPair {
  /** The public key in base58. */
  readonly address: string
  /** The private key, which cannot be read out. */
  readonly key: CryptoKey
}

/**
 * Makes an Ed25519 key pair. Throws UnsupportedError where there is no Web Crypto, or none with
 * Ed25519.
 */
export async function createKey(
  // Only pages from https or from this machine have `subtle`.
  { subtle }: { readonly subtle?: SubtleCrypto } = globalThis.crypto,
): Promise<KeyPair> {
  if (subtle === undefined) {
    throw new UnsupportedError('Keys need a secure page: open it over https, or on localhost.')
  }
  try {
    const { privateKey: key, publicKey } = await generatedPair(subtle)
    return { key, address: encodeBase58(new Uint8Array(await subtle.exportKey('raw', publicKey))) }
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'NotSupportedError')) throw error
    const remedy = 'A current Chrome, Edge, Firefox or Safari can.'
    throw new UnsupportedError(`This browser cannot make Ed25519 keys. ${remedy}`, { cause: error })
  }
}

/** WebKitGTK fails for each key of which a half begins with 0, which is one in 128: so, again. */
async function generatedPair(subtle: SubtleCrypto, attempts = 5): Promise<CryptoKeyPair> {
  try {
    return await subtle.generateKey('Ed25519', false, ['sign', 'verify'])
  } catch (error) {
    const mayWorkNow = error instanceof DOMException && error.name === 'OperationError'
    if (!mayWorkNow || attempts === 1) throw error
    return generatedPair(subtle, attempts - 1)
  }
}

/** The signature of the text's UTF-8 bytes, in base58. */
export async function signText(key: CryptoKey, text: string): Promise<string> {
  const signature = await crypto.subtle.sign('Ed25519', key, new TextEncoder().encode(text))
  return encodeBase58(new Uint8Array(signature))
}
