import { decodeBase58 } from '@etagged/pumpfun'
import { expect, it } from 'vitest'
import { signText } from './wallet-keys.ts'
import { createIdbRows } from './wallet-rows.ts'
import { createWalletStore } from './wallet-store.ts'

it('a key made in the page comes back from disk, signs, and cannot be read out', async () => {
  const before = createWalletStore({ rows: createIdbRows() })
  const { address } = await before.create('Kept')
  expect(before.current().status).toBe('kept')

  const after = createWalletStore({ rows: createIdbRows() })
  const found = await after.find(address)
  if (found === undefined) throw new Error('The wallet was not kept')
  const { name, key } = found
  expect({ name, extractable: key.extractable }).toEqual({ name: 'Kept', extractable: false })
  await expect(crypto.subtle.exportKey('pkcs8', key)).rejects.toMatchObject({
    name: 'InvalidAccessError',
  })

  const publicBytes = decodeBase58(address) ?? new Uint8Array()
  const publicKey = await crypto.subtle.importKey('raw', publicBytes, 'Ed25519', true, ['verify'])
  const signature = decodeBase58(await signText(key, 'hello')) ?? new Uint8Array()
  const text = new TextEncoder().encode('hello')
  expect(await crypto.subtle.verify('Ed25519', publicKey, signature, text)).toBe(true)

  await after.remove(address)
  expect(await before.find(address)).toBeUndefined()
})
