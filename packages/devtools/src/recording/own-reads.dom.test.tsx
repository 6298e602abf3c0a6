import { createEtagged } from '@etagged/core'
import { expect, it } from 'vitest'
import { recordingOf } from './recording.ts'

it('what the panel reads is no row and no hit; what the app reads meanwhile is', async () => {
  const fields = { etag: '"1"', 'cache-control': 'max-age=60' }
  const client = createEtagged({
    baseUrl: 'https://api.test',
    tabs: false,
    fetch: async () => Response.json(1, { headers: fields }),
  })
  const recording = recordingOf(client)
  await client.json('/a')
  await client.json('/b')
  const read = recording.asOwn('https://api.test/a', async () => client.fetch('/a'))
  const others = [client.json('/a'), client.json('/b'), client.peek('/b')]
  await Promise.all([read, ...others])
  await recording.asOwn('https://api.test/a', async () => client.peek('/a'))
  await expect(
    recording.asOwn('https://api.test/a', () => Promise.reject(new Error('none'))),
  ).rejects.toThrow('none')
  await client.peek('/a')
  const kinds = recording.requests.rows().map(({ url, end }) => `${url.slice(-2)} ${end?.type}`)
  const once = ['/a peek', '/a request', '/b peek', '/b request']
  expect(kinds.toSorted((one, other) => (one < other ? -1 : 1))).toEqual(
    once.flatMap((kind) => (kind.endsWith('request') ? [kind, kind] : [kind])),
  )
  expect(recording.tallies.of('https://api.test/a')?.hits).toBe(1)
})
