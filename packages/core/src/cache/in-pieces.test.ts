import { describe, expect, it } from 'vitest'
import type { StoredBody } from '../rules/stored-response.ts'
import { inPieces, SMALL } from './in-pieces.ts'

const encoder = new TextEncoder()

function bodyOf(content: StoredBody['content']): StoredBody {
  const bytes = typeof content === 'string' ? encoder.encode(content).length : content.length
  return { id: 'body', content, bytes }
}

/** The pieces in which a reader gets a body. */
async function pieces(body: StoredBody): Promise<readonly Uint8Array[]> {
  const given: Uint8Array[] = []
  const stream = new Response(inPieces(body)).body
  const reader = stream?.getReader()
  for (;;) {
    const read = await reader?.read()
    if (read?.value === undefined) return given
    given.push(read.value)
  }
}

describe('a small body', () => {
  it.each<StoredBody['content']>(['', 'text', new Uint8Array(SMALL)])(
    'is given as it is',
    (content) => {
      const body = bodyOf(content)
      expect(inPieces(body)).toBe(content)
    },
  )
})

describe('I33: a large body', () => {
  it.each([
    ['text', 'coin '.repeat(100_000)],
    // Wherever a piece might end, there is the middle of a pair or of a sequence.
    ['pairs of surrogates', '🪙'.repeat(100_001)],
    ['pairs of surrogates behind one unit', `x${'🪙'.repeat(100_001)}`],
    ['characters of three bytes', '€'.repeat(200_001)],
  ])('of %s comes in pieces, which make the whole', async (_, text) => {
    const given = await pieces(bodyOf(text))
    expect(given.length).toBeGreaterThan(2)
    // Three bytes a unit are the most.
    for (const piece of given) expect(piece.length).toBeLessThanOrEqual(3 * (2 ** 16 + 1))
    expect(await new Response(new Blob(given as Uint8Array<ArrayBuffer>[])).text()).toBe(text)
  })

  it('of bytes comes in pieces, which are copies (I32)', async () => {
    const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => index % 251)
    const former = bytes.slice()
    const given = await pieces(bodyOf(bytes))
    expect(given.map(({ length }) => length)).toEqual([65_536, 65_536, 65_536, 65_536, 37_856])
    for (const piece of given) piece.fill(0)
    expect(bytes).toEqual(former)
  })
})
