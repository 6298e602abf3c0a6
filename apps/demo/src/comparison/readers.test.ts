import { createEtagged, StatusError } from '@etagged/core'
import { expect, it, vi } from 'vitest'
import { cachedReader, plainReader } from './readers.ts'

/** Answers with a list, and with a 304 to who has it. */
function origin() {
  return vi.fn<typeof fetch>(async (input, init) => {
    const { headers } = new Request(input, init)
    const fields = { etag: '"1"' }
    return headers.get('if-none-match') === '"1"'
      ? new Response(null, { status: 304, headers: fields })
      : Response.json([{ mint: 'a' }], { headers: fields })
  })
}

const BASE = 'http://coins.test/api'

it('without etagged each read is a whole answer and a parse', async () => {
  const fetch = origin()
  const onParse = vi.fn()
  const reader = plainReader({ fetch, baseUrl: BASE, cache: () => 'no-store', onParse })
  expect(await reader.peek('/coins')).toBeUndefined()
  expect(await reader.read('/coins')).not.toBe(await reader.read('/coins'))
  expect(onParse).toHaveBeenCalledTimes(2)
  expect(fetch).toHaveBeenLastCalledWith(
    `${BASE}/coins`,
    expect.objectContaining({ cache: 'no-store' }),
  )
})

it.each(['close', 'forget'] as const)('%s lets go of what is under way', async (end) => {
  const fetch: typeof globalThis.fetch = async (_, init) => {
    await new Promise<void>((resolve) => {
      init?.signal?.addEventListener('abort', () => resolve())
    })
    throw new DOMException('Gone', 'AbortError')
  }
  const reader = plainReader({ fetch, baseUrl: BASE, cache: () => 'no-store', onParse: vi.fn() })
  const read = reader.read('/coins')
  await reader[end]()
  await expect(read).rejects.toThrow('Gone')
})

it('with etagged an unchanged answer is the same object, parsed once', async () => {
  const onParse = vi.fn()
  const reader = cachedReader(createEtagged({ baseUrl: BASE, fetch: origin() }), onParse)
  expect(await reader.peek('/coins')).toBeUndefined()
  const first = await reader.read('/coins')
  expect(await reader.read('/coins')).toBe(first)
  expect(await reader.peek('/coins')).toBe(first)
  expect(onParse).toHaveBeenCalledTimes(1)
})

it('what is refused is told with the pause that the API asks for', async () => {
  const fetch = async (): Promise<Response> =>
    new Response('{}', { status: 429, headers: { 'retry-after': '17' } })
  const reader = plainReader({ fetch, baseUrl: BASE, cache: () => 'no-store', onParse: vi.fn() })
  const error: unknown = await reader.read('/coins').catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(StatusError)
  expect(error).toMatchObject({ status: 429, retryAfter: 17 })
})
