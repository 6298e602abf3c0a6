import { decodeBase58, signInText } from '@etagged/pumpfun'
import { createCoinApi } from '@etagged/coin-api'
import { describe, expect, it } from 'vitest'
import { createKey, signText, UnsupportedError } from './wallet-keys.ts'

const NOON = Date.UTC(2026, 10, 20, 12)

/** Web Crypto of an engine whose `generateKey` fails that often. */
function failingWith(fault: Error, times = Number.POSITIVE_INFINITY) {
  let calls = 0
  const subtle = {
    generateKey: async () => {
      calls += 1
      if (calls <= times) throw fault
      return crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])
    },
    exportKey: () => new Uint8Array(32).buffer,
  } as unknown as SubtleCrypto
  return { subtle, calls: () => calls }
}

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

  it('is tried again when the engine cannot make the one that it drew', async () => {
    const engine = failingWith(new DOMException('Drew a 0', 'OperationError'), 4)
    await expect(createKey(engine)).resolves.toHaveProperty('address')
    expect(engine.calls()).toBe(5)
  })

  it('fails as the engine does for any other reason', async () => {
    const fault = new DOMException('Out of entropy', 'OperationError')
    const engine = failingWith(fault)
    await expect(createKey(engine)).rejects.toBe(fault)
    expect(engine.calls()).toBe(5)
  })
})
