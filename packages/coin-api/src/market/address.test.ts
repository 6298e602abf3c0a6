import { isMint } from '@etagged/pumpfun'
import { expect, it } from 'vitest'
import { addressFrom, ipfsUriFrom, pumpMintFrom, uuidFrom } from './address.ts'
import { randomFrom } from './prng.ts'

const many = <T>(make: () => T) => Array.from({ length: 200 }, make)

it('invents addresses and mints of 32 bytes', () => {
  const random = randomFrom(1)
  expect(many(() => addressFrom(random)).every(isMint)).toBe(true)
  const mints = many(() => pumpMintFrom(random))
  expect(mints.every((mint) => isMint(mint) && mint.endsWith('pump'))).toBe(true)
  expect(new Set(mints).size).toBe(mints.length)
})

it('invents IPFS addresses and UUIDs of the right shape', () => {
  const random = randomFrom(1)
  expect(ipfsUriFrom(random)).toMatch(/^https:\/\/ipfs\.io\/ipfs\/bafkrei[a-z2-7]{52}$/)
  const uuids = many(() => uuidFrom(random))
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
  expect(uuids.filter((text) => !uuid.test(text))).toEqual([])
})
