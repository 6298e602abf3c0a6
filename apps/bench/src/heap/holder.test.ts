import { expect, it } from 'vitest'
import { createHolder, type HolderName } from './holder.ts'
import { storedUrl, textOf } from './stored-url.ts'

const names: readonly HolderName[] = [
  'parsed',
  'text',
  'parsed and text',
  'Response',
  'etagged.json',
  'etagged.fetch',
]

it.each(names)('%s keeps what it fetched, and gives it as data', async (name) => {
  const holder = createHolder(name, 2 ** 20)
  const urls = [storedUrl('coin', 1), storedUrl('list', 1), storedUrl('list', 2)]
  for (const url of urls) await holder.hold(url)
  expect(await holder.size()).toMatchObject({ entries: 3 })
  for (const url of urls) expect(await holder.read(url)).toEqual(JSON.parse(textOf(url)))
})

it('no two lists have the same body', () => {
  expect(textOf(storedUrl('list', 1))).not.toBe(textOf(storedUrl('list', 2)))
})
