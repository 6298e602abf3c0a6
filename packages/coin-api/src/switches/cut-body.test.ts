import { describe, expect, it } from 'vitest'
import { textAnswer } from '../http/text-answer.ts'
import { cutBody } from './cut-body.ts'

/** What a reader gets before the end, and whether that end was a break. */
async function readThrough({ body }: Response) {
  const pieces: string[] = []
  const decoder = new TextDecoder()
  const read = async () => {
    for await (const piece of body ?? []) pieces.push(decoder.decode(piece))
  }
  const [{ status }] = await Promise.allSettled([read()])
  return { text: pieces.join(''), breaks: status === 'rejected' }
}

describe('a body that is cut', () => {
  it.each([
    { bytes: 0, text: '', breaks: true },
    { bytes: 3, text: 'abc', breaks: true },
    { bytes: 5, text: 'abcde', breaks: true },
    { bytes: 6, text: 'abcdef', breaks: false },
    { bytes: 7, text: 'abcdef', breaks: false },
  ])('after $bytes bytes gives $text, breaks: $breaks', async ({ bytes, ...read }) => {
    const answer = cutBody(textAnswer('abcdef', { status: 201, headers: { etag: '"v"' } }), bytes)
    expect(answer.status).toBe(201)
    expect(answer.headers.get('etag')).toBe('"v"')
    expect(await readThrough(answer)).toEqual(read)
  })

  it('announces all its bytes', () => {
    expect(cutBody(textAnswer('éé'), 1).headers.get('content-length')).toBe('4')
  })

  it('is cut across the pieces of a stream, whose length nobody knows', async () => {
    const cancelled: string[] = []
    const chunks = ['ab', 'cd', 'ef']
    const stream = new ReadableStream({
      pull: (controller) => controller.enqueue(new TextEncoder().encode(chunks.shift())),
      cancel: () => void cancelled.push('source'),
    })
    const answer = cutBody(new Response(stream), 3)
    expect(answer.headers.get('content-length')).toBeNull()
    expect(await readThrough(answer)).toEqual({ text: 'abc', breaks: true })
    expect(cancelled).toEqual(['source'])
  })

  it('lets go of its source when the reader leaves', async () => {
    const cancelled: unknown[] = []
    const stream = new ReadableStream({ cancel: (reason) => void cancelled.push(reason) })
    await cutBody(new Response(stream), 3).body?.cancel('left')
    expect(cancelled).toEqual(['left'])
  })

  it.each([
    { says: 'there is none', answer: new Response(null, { status: 304 }), bytes: 1 },
    { says: 'the switch is off', answer: textAnswer('abc'), bytes: null },
  ])('passes when $says', ({ answer, bytes }) => {
    expect(cutBody(answer, bytes)).toBe(answer)
  })
})
