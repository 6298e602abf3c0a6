import { decodeBase58, encodeBase58 } from '@etagged/pumpfun'
import { describe, expect, it, vi } from 'vitest'
import { createWallet, signInBody, TEST_ADDRESSES, testWallet } from './wallet.ts'

const bytesOf = (hex: string) =>
  Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))

describe('a wallet', () => {
  it('signs as RFC 8032 says (section 7.1, test 1: the empty text)', async () => {
    const wallet = await createWallet(
      bytesOf('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'),
    )
    expect(wallet.address).toBe(
      encodeBase58(bytesOf('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a')),
    )
    expect(await wallet.sign('')).toBe(
      encodeBase58(
        bytesOf(
          'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
        ),
      ),
    )
  })

  it('is another one each time without a seed', async () => {
    const [one, other] = [await createWallet(), await createWallet()]
    expect(one.address).not.toBe(other.address)
    expect(decodeBase58(one.address)).toHaveLength(32)
  })

  it('begins with no 0 without a seed, which WebKitGTK would not import', async () => {
    const random = vi.spyOn(crypto, 'getRandomValues').mockImplementation((bytes) => bytes)
    const { address } = await createWallet()
    random.mockRestore()
    expect(address).toBe((await createWallet(Uint8Array.of(1, ...new Uint8Array(31)))).address)
  })

  it('refuses a seed of another length', async () => {
    await expect(createWallet(new Uint8Array(31))).rejects.toThrow('A seed has 32 bytes, not 31')
  })

  it.each(['alice', 'bob'] as const)('is the same each time for the test user %s', async (name) => {
    expect((await testWallet(name)).address).toBe(TEST_ADDRESSES[name])
  })

  it('signs the text of the sign-in', async () => {
    const wallet = await testWallet('alice')
    expect(await signInBody(wallet, 17)).toEqual({
      address: wallet.address,
      signature: await wallet.sign('Sign in to pump.fun: 17'),
      timestamp: 17,
    })
  })
})
