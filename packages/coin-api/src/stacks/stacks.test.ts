import { describe, expect, it } from 'vitest'
import { textAnswer } from '../http/text-answer.ts'
import { createConditional, type StackName } from './answer-conditionally.ts'

const BODY = '{"coins":[],"count":0}'
const TAG = {
  fastify: '"5DZZ+gejm6YGnrGTvOOY/LJbWyU="',
  express: '"16-5DZZ+gejm6YGnrGTvOOY/LJbWyU"',
}
const PROFILES = ['fastify', 'express'] as const satisfies readonly StackName[]
const conditional = { fastify: createConditional('fastify'), express: createConditional('express') }

const request = (headers: Record<string, string> = {}, method = 'GET') =>
  new Request('http://coins.test/coins', { method, headers })
const json = (status = 200, headers: Record<string, string> = {}) =>
  textAnswer(BODY, { status, headers: { 'content-type': 'application/json', ...headers } })

describe.each([
  {
    body: '[]',
    fastify: 'W/"l9Fw4VUO7kr8CvBlt4zaMCqXZ0w="',
    express: 'W/"2-l9Fw4VUO7kr8CvBlt4zaMCqXZ0w"',
  },
  { body: BODY, fastify: `W/${TAG.fastify}`, express: `W/${TAG.express}` },
  // Two bytes a letter: the length counts bytes, in hexadecimal.
  {
    body: 'é'.repeat(8),
    fastify: 'W/"vZZ7GlEgJqkieD3atithSzFlWF4="',
    express: 'W/"10-vZZ7GlEgJqkieD3atithSzFlWF4"',
  },
])('the tag of $body', ({ body, ...tags }) => {
  it.each(PROFILES)('is that of the published examples: %s', async (name) => {
    const answer = await conditional[name](request(), textAnswer(body))
    expect(answer.headers.get('etag')).toBe(tags[name])
    expect(await answer.text()).toBe(body)
  })
})

interface Row {
  readonly asks: string
  readonly fastify: number
  readonly express: number
  /** `If-None-Match`, given the opaque tag of the body. */
  readonly named?: (tag: string) => string
  readonly method?: string
  readonly fields?: Record<string, string>
  readonly status?: number
}

const itself = (tag: string) => `W/${tag}`
const ROWS: readonly Row[] = [
  { asks: 'without a tag', fastify: 200, express: 200 },
  { asks: 'one matching tag', named: itself, fastify: 304, express: 304 },
  { asks: 'one matching tag without W/', named: (tag) => tag, fastify: 304, express: 304 },
  { asks: 'one matching tag in spaces', named: (tag) => `  W/${tag} `, fastify: 304, express: 304 },
  { asks: 'another tag', named: () => 'W/"x"', fastify: 200, express: 200 },
  {
    asks: 'a tag without its quotes',
    named: (t) => t.replaceAll('"', ''),
    fastify: 200,
    express: 200,
  },
  { asks: 'an empty field', named: () => '', fastify: 200, express: 200 },
  {
    asks: 'several tags, the last matches',
    named: (t) => `"x", W/${t}`,
    fastify: 200,
    express: 304,
  },
  { asks: 'several tags, the first matches', named: (t) => `${t},"x"`, fastify: 200, express: 304 },
  { asks: 'several tags, none matches', named: () => '"x", "y"', fastify: 200, express: 200 },
  { asks: '*', named: () => '*', fastify: 200, express: 304 },
  {
    asks: 'a matching tag and no-cache',
    named: itself,
    fields: { 'cache-control': 'no-cache' },
    fastify: 304,
    express: 200,
  },
  {
    asks: 'a matching tag and no-cache among others',
    named: itself,
    fields: { 'cache-control': 'max-age=0, no-cache' },
    fastify: 304,
    express: 200,
  },
  {
    asks: 'a matching tag and max-age=0',
    named: itself,
    fields: { 'cache-control': 'max-age=0' },
    fastify: 304,
    express: 304,
  },
  { asks: 'a matching tag of an error', named: itself, status: 404, fastify: 304, express: 404 },
  { asks: 'an error without a tag', status: 500, fastify: 500, express: 500 },
  { asks: 'a HEAD with a matching tag', named: itself, method: 'HEAD', fastify: 304, express: 304 },
  { asks: 'a HEAD without a tag', method: 'HEAD', fastify: 200, express: 200 },
  {
    asks: 'a POST with a matching tag',
    named: itself,
    method: 'POST',
    status: 201,
    fastify: 304,
    express: 201,
  },
]

describe.each(PROFILES)('%s', (name) => {
  const tag = TAG[name]

  it.each(ROWS.map((row) => ({ ...row, gets: row[name] })))(
    'answers $asks with $gets',
    async ({ gets, named, method = 'GET', fields = {}, status = 200 }) => {
      const precondition = named ? { 'if-none-match': named(tag) } : {}
      const asked = request({ ...precondition, ...fields }, method)
      const answer = await conditional[name](asked, json(status, { vary: 'Origin' }))
      expect(answer.status).toBe(gets)
      expect(Object.fromEntries(answer.headers)).toEqual({
        etag: `W/${tag}`,
        vary: 'Origin',
        ...(gets !== 304 && { 'content-type': 'application/json' }),
      })
      expect(await answer.text()).toBe(gets === 304 || method === 'HEAD' ? '' : BODY)
    },
  )

  it('keeps a tag that the answer brings along, and compares it', async () => {
    const answer = await conditional[name](
      request({ 'if-none-match': '"v1"' }),
      json(200, { etag: '"v1"' }),
    )
    expect(answer.status).toBe(304)
    expect(answer.headers.get('etag')).toBe('"v1"')
  })

  it.each([
    { what: 'no body', answer: () => new Response(null, { status: 204 }) },
    { what: 'an empty body', answer: () => textAnswer('') },
  ])('gives no tag to $what', async ({ answer }) => {
    const passed = await conditional[name](request({ 'if-none-match': '*' }), answer())
    expect(passed.headers.get('etag')).toBeNull()
    expect(passed.status).toBe(answer().status)
  })

  it('lets a stream pass untouched, before its end', async () => {
    const headers = { 'content-type': 'text/event-stream' }
    const endless = new Response(new ReadableStream(), { headers })
    const passed = await conditional[name](request({ 'if-none-match': '*' }), endless)
    expect(passed).toBe(endless)
    expect(Object.fromEntries(passed.headers)).toEqual(headers)
  })

  it('ends a stream that a HEAD will not read', async () => {
    let ended = false
    const stream = new ReadableStream({
      cancel: () => {
        ended = true
      },
    })
    const head = await conditional[name](request({}, 'HEAD'), new Response(stream))
    expect(head.body).toBeNull()
    expect(ended).toBe(true)
  })
})
