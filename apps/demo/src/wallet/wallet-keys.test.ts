import { decodeBase58, signInText } from '@etagged/pumpfun'
import { createCoinApi } from '@etagged/coin-api'
import { describe, expect, it } from 'vitest'
import { createKey, signText, UnsupportedError } from './wallet-keys.ts'

const NOON = Date.UTC(2026, 10, 20, 12)

/** Web Crypto of an engine whose `generateKey` fails. */
const failingWith = (fault: Error) => ({
  subtle: { generateKey: () => Promise.reject(fault) } as unknown as SubtleCrypto,
})

describe('a key made in the page', () => {
  it('cannot be read out', async () => {
    const { address, key } = await createKey()
    expect(decodeBase58(address)).toHaveLength(32)
    expect(key.extractable).toBe(false)
    await expect(crypto.subtle.exportKey('pkcs8', key)).rejects.toMatchObject({
      name: 'InvalidAccessError',
    })
  })

  it('opens the API', async () => {
    const { address, key } = await createKey()
    const body = { address, timestamp: NOON, signature: await signText(key, signInText(NOON)) }
    const request = new Request('http://coins.test/auth/login', {
      method: 'POST',
      body: JSON.stringify(body),
    })
    expect((await createCoinApi({ clock: () => NOON }).fetch(request)).status).toBe(201)
  })

  it('needs a secure page', async () => {
    await expect(createKey({})).rejects.toThrow(UnsupportedError)
    await expect(createKey({})).rejects.toThrow('open it over https, or on localhost')
  })

  it('needs an engine with Ed25519', async () => {
    const fault = new DOMException('Unrecognized name', 'NotSupportedError')
    await expect(createKey(failingWith(fault))).rejects.toThrow(UnsupportedError)
    await expect(createKey(failingWith(fault))).rejects.toThrow('cannot make Ed25519 keys')
  })

  it('fails as the engine does for any other reason', async () => {
    const fault = new DOMException('Out of entropy', 'OperationError')
    await expect(createKey(failingWith(fault))).rejects.toBe(fault)
  })
})
