import { encodeBase58, signInText } from '@etagged/pumpfun'
import { expect, it } from 'vitest'
import { createSignIns } from './sign-ins.ts'
import { createWallet, signInBody, TEST_ADDRESSES, testWallet } from './wallet.ts'

const NOON = Date.UTC(2026, 10, 20, 12)
const signIns = createSignIns(() => NOON)

it('makes the same wallets here as elsewhere', async () => {
  expect((await testWallet('alice')).address).toBe(TEST_ADDRESSES.alice)
  expect((await testWallet('bob')).address).toBe(TEST_ADDRESSES.bob)
})

it('lets a wallet in that signs, once', async () => {
  const body = await signInBody(await createWallet(), NOON)
  await signIns.admit(body)
  await expect(signIns.admit(body)).rejects.toThrow('timestamp has been used')
})

// RFC 8037, appendix A.1
const keyPair = {
  kty: 'OKP',
  crv: 'Ed25519',
  d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
  x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
}
const addressOfKeyPair = 'FVen3X669xLzsi6N2V91DoiyzHzg1uAgqiT8jZ9nS96Z'

it('takes the signature of a key that no script can read', async () => {
  const key = await crypto.subtle.importKey('jwk', keyPair, 'Ed25519', false, ['sign'])
  expect(key.extractable).toBe(false)
  const text = new TextEncoder().encode(signInText(NOON))
  await signIns.admit({
    address: addressOfKeyPair,
    signature: encodeBase58(new Uint8Array(await crypto.subtle.sign('Ed25519', key, text))),
    timestamp: NOON,
  })
})

it.each([
  ['no point of the curve', 2, 2],
  ['the neutral point', 1, 0],
  ['a point of order 4', 0, 0],
])('refuses an address that is %s, with a signature as simple', async (_, first, rest) => {
  const address = encodeBase58(Uint8Array.from({ length: 32 }, (__, at) => (at ? rest : first)))
  const signature = encodeBase58(Uint8Array.from({ length: 64 }, (__, at) => (at ? 0 : 1)))
  for (let at = 1; at <= 20; at++) {
    await expect(signIns.admit({ address, signature, timestamp: NOON - at })).rejects.toThrow(
      'signature is not of this address and timestamp',
    )
  }
})
