import { describe, expect, it } from 'vitest'
import { inPieces } from './cache/in-pieces.ts'
import { createEtagged } from './create-etagged.ts'

const json = { etag: '"1"', 'content-type': 'application/json', 'cache-control': 'max-age=60' }

/** A client whose network answers with this body, in pieces, each of which a test may hold back. */
function client(pieces: readonly string[], gate: Promise<void> = Promise.resolve()) {
  const encoder = new TextEncoder()
  let requests = 0
  const etagged = createEtagged({
    async fetch() {
      requests++
      const left = [...pieces]
      const body = new ReadableStream({
        async pull(controller) {
          const piece = left.shift()
          if (left.length === 0) await gate
          if (piece !== undefined) controller.enqueue(encoder.encode(piece))
          if (left.length === 0) controller.close()
        },
      })
      return new Response(body, { headers: json })
    },
  })
  return { etagged, requests: () => requests }
}

describe('in this engine', () => {
  it('fetch answers with the head, its body follows, and others wait for the whole', async () => {
    const gate = Promise.withResolvers<void>()
    const { etagged, requests } = client(['[1,', '2]'], gate.promise)
    const response = await etagged.fetch('/coins')
    expect(response.headers.get('cache-status')).toContain('stored')
    const other = etagged.fetch('/coins')
    const clone = response.clone()
    gate.resolve()
    expect(await response.json()).toEqual([1, 2])
    expect(await clone.text()).toBe('[1,2]')
    expect(await (await other).json()).toEqual([1, 2])
    expect(etagged.peekMemory('/coins')?.data).toEqual([1, 2])
    expect(requests()).toBe(1)
  })

  it('a body is aborted by its caller’s signal, with his reason', async () => {
    const { etagged } = client(['[1,', '2]'], Promise.withResolvers<void>().promise)
    const controller = new AbortController()
    const response = await etagged.fetch('/coins', { signal: controller.signal })
    const reason = new Error('enough')
    const text = response.text()
    controller.abort(reason)
    await expect(text).rejects.toBe(reason)
  })

  it('a large stored body is read in pieces, by all readers of a body', async () => {
    const text = JSON.stringify('🪙'.repeat(200_000))
    const { etagged } = client([text.slice(0, 1001), text.slice(1001)])
    await (await etagged.fetch('/coins')).text()
    const hit = async () => etagged.fetch('/coins')
    expect((await hit()).headers.get('cache-status')).toContain('hit')
    expect(await (await hit()).text()).toBe(text)
    expect(JSON.stringify(await (await hit()).json())).toBe(text)
    const bytes = new TextEncoder().encode(text).length
    expect((await (await hit()).arrayBuffer()).byteLength).toBe(bytes)
    expect((await (await hit()).blob()).size).toBe(bytes)
    const clone = (await hit()).clone()
    expect(await clone.text()).toBe(text)
  })

  it('a body in pieces takes a reader’s own buffer where those of fetch do', async () => {
    const isTaken = (body: BodyInit): boolean => {
      try {
        return new Response(body).body?.getReader({ mode: 'byob' }) !== undefined
      } catch {
        return false
      }
    }
    const content = 'x'.repeat(300_000)
    const pieces = inPieces({ id: 'body', content, bytes: content.length })
    expect(isTaken(pieces)).toBe(isTaken('text'))
  })

  it('an answer that clears can be read to its end, although the session has ended', async () => {
    const farewell = 'good bye '.repeat(100_000)
    const etagged = createEtagged({
      fetch: async () =>
        new Response(farewell, { headers: { ...json, 'clear-site-data': '"storage"' } }),
    })
    await etagged.signIn('alice')
    const response = await etagged.fetch('/logout')
    await expect.poll(() => etagged.session.user).toBeNull()
    expect(await response.text()).toBe(farewell)
  })

  it.each(['text', 'json', 'arrayBuffer', 'blob'] as const)(
    'a body around the store is aborted as those of fetch are: %s',
    async (name) => {
      const url = URL.createObjectURL(new Blob([new Uint8Array(50_000_000)]))
      const fate = async (caller: typeof fetch): Promise<string> => {
        const controller = new AbortController()
        const response = await caller(url, { signal: controller.signal, cache: 'no-store' })
        const reading = response[name]()
        controller.abort()
        // The rest of what it says differs from engine to engine.
        return reading.then(
          () => 'read',
          (error: unknown) => String(error).split(':')[0] ?? '',
        )
      }
      const { fetch: cached } = createEtagged({ fetch: (_, init) => fetch(url, init) })
      const bare = await fate(fetch)
      expect(bare).toBe('AbortError')
      expect(await fate((_, init) => cached('/coins', init))).toBe(bare)
      URL.revokeObjectURL(url)
    },
  )
})
