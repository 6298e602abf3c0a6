import { createEtagged, type Etagged, UsageError } from '@etagged/core'
import { runInNewContext } from 'node:vm'
import { expect, it, vi } from 'vitest'
import { withState } from './with-state.ts'

const SCRIPT = /<script[^>]*>\(self\.__etagged\?\?=\[\]\)\.push\((.*?)\)<\/script>/g

function connected(): Etagged {
  return createEtagged({
    baseUrl: 'http://api.test',
    fetch: async (input) =>
      Response.json({ of: new Request(input).url }, { headers: { etag: '"1"' } }),
  })
}

/** A page in the making. */
function openPage() {
  const encoder = new TextEncoder()
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  const cancelled: unknown[] = []
  const html = new ReadableStream<Uint8Array>({
    start(given) {
      controller = given
    },
    cancel: (reason) => void cancelled.push(reason),
  })
  return {
    html,
    cancelled,
    write: (text: string) => controller?.enqueue(encoder.encode(text)),
    writeBytes: (bytes: Uint8Array) => controller?.enqueue(bytes),
    end: () => controller?.close(),
    fail: (error: Error) => controller?.error(error),
  }
}

/** Reads what a browser would, as soon as it is there. */
function read(stream: ReadableStream<Uint8Array>) {
  const reader = stream.getReader()
  const decoder = new TextDecoder()
  let text = ''
  return {
    /** Resolves to all that was read when it ends so. */
    async to(end: string): Promise<string> {
      while (!text.endsWith(end)) {
        const { done, value } = await reader.read()
        if (done) throw new Error(`It ended with ${text}`)
        text += decoder.decode(value, { stream: true })
      }
      return text
    },
    cancel: (reason: string) => reader.cancel(reason),
  }
}

/** The URLs of the responses that each script tells. */
function toldBy(text: string): string[][] {
  return [...text.matchAll(SCRIPT)].map(([, literal]) => {
    const state = JSON.parse(JSON.parse(literal ?? '') as string) as {
      readonly responses: readonly { readonly url: string }[]
    }
    return state.responses.map(({ url }) => url)
  })
}

it('each piece of the page comes after the responses that it was made of, each of which is told once', async () => {
  const client = connected()
  const page = openPage()
  const reading = read(withState(page.html, client))
  page.write('<p>shell</p>')
  await reading.to('<p>shell</p>')
  await client.json('/one')
  page.write('<p>one</p>')
  await reading.to('<p>one</p>')
  page.write('<p>nothing new</p>')
  await reading.to('<p>nothing new</p>')
  await client.json('/two')
  page.write('<p>two</p>')
  page.end()
  const whole = await reading.to('<p>two</p>')
  expect(whole.replaceAll(SCRIPT, 'STATE')).toBe(
    '<p>shell</p>STATE<p>one</p><p>nothing new</p>STATE<p>two</p>',
  )
  expect(toldBy(whole)).toEqual([['http://api.test/one'], ['http://api.test/two']])
})

it('a response that has changed is told again', async () => {
  const client = connected()
  const page = openPage()
  const reading = read(withState(page.html, client))
  await client.json('/one')
  page.write('<p>before</p>')
  await reading.to('<p>before</p>')
  await client.json('/one', { cache: 'reload' })
  page.write('<p>after</p>')
  expect(toldBy(await reading.to('<p>after</p>'))).toEqual([
    ['http://api.test/one'],
    ['http://api.test/one'],
  ])
})

it('no script stands inside a tag, however React cuts what it writes in one turn, and whatever comes meanwhile', async () => {
  let calls = 0
  const client: Etagged = {
    ...connected(),
    dehydrate: () => ({ responses: [{ url: `news ${calls++}` }] }),
  }
  const page = openPage()
  const reading = read(withState(page.html, client))
  page.write('<p>shell</p>')
  await reading.to('<p>shell</p>')
  for (const piece of ['<div hid', 'den id="S:0"', '><p cla', 'ss="a">', 'é', '</p></div>']) {
    page.write(piece)
    await Promise.resolve()
  }
  expect((await reading.to('</div>')).replaceAll(SCRIPT, 'STATE')).toBe(
    'STATE<p>shell</p>STATE<div hidden id="S:0"><p class="a">é</p></div>',
  )
})

it.each([
  {
    says: 'the end of the head',
    shell: '<!DOCTYPE html><html><head><title>a</title></head><body class="b"><p>c</p>',
    expected: '<!DOCTYPE html><html><head><title>a</title>STATE</head><body class="b"><p>c</p>',
  },
  {
    says: 'the end of a head whose own script speaks of a body',
    shell: '<html><head><script>write("<body >")</script></head><body><p>c</p>',
    expected: '<html><head><script>write("<body >")</script>STATE</head><body><p>c</p>',
  },
  {
    says: 'the body, where there is no head',
    shell: '<!DOCTYPE html><html><body><p>c</p>',
    expected: '<!DOCTYPE html><html>STATE<body><p>c</p>',
  },
  { says: 'all of a fragment', shell: '<p>c</p>', expected: 'STATE<p>c</p>' },
])('what is known at once stands before $says', async ({ shell, expected }) => {
  const client = connected()
  await client.json('/one')
  const page = openPage()
  const reading = read(withState(page.html, client))
  // Cut in the middle of everything, also of a character.
  const bytes = new TextEncoder().encode(`${shell}\u{1f600}`)
  for (let at = 0; at < bytes.length; at += 3) page.writeBytes(bytes.slice(at, at + 3))
  expect((await reading.to('\u{1f600}')).replaceAll(SCRIPT, 'STATE')).toBe(`${expected}\u{1f600}`)
})

it('every script carries the nonce of the page', async () => {
  const client = connected()
  await client.json('/one')
  const page = openPage()
  const reading = read(withState(page.html, client, { nonce: 'dGVzdA==' }))
  page.write('<p>shell</p>')
  expect(await reading.to('</p>')).toMatch(/^<script nonce="dGVzdA==">\(self/)
})

it.each(['"><script>', 'a b', ''])('%j is no nonce', (nonce) => {
  expect(() => withState(openPage().html, connected(), { nonce })).toThrow(UsageError)
})

it('a body cannot end the script, nor be anything but data', async () => {
  const body =
    '{"text":"</script><script>alert(1)</script><!--\u2028","__proto__":{"isPolluted":true}}'
  const client = createEtagged({
    baseUrl: 'http://api.test',
    fetch: async () => new Response(body, { headers: { etag: '"1"' } }),
  })
  await client.fetch('/one')
  const page = openPage()
  const reading = read(withState(page.html, client))
  page.write('<p>shell</p>')
  const whole = await reading.to('</p>')
  expect(whole.match(/<\/?script|<!--|\u2028/g)).toEqual(['<script', '</script'])
  const states: string[] = []
  const [, code = ''] = /<script>(.*)<\/script>/.exec(whole) ?? []
  // Run as a browser would.
  runInNewContext(code, { self: { __etagged: states } })
  const [told = ''] = states
  expect(JSON.parse(told)).toMatchObject({ responses: [{ body: { content: body } }] })
})

it('whoever leaves in the middle of the page takes its rendering along, and nothing rejects', async () => {
  const rejected = vi.fn()
  process.on('unhandledRejection', rejected)
  const page = openPage()
  const reading = read(withState(page.html, connected()))
  page.write('<p>shell</p>')
  await reading.to('</p>')
  const rest = reading.to('<p>one</p>')
  page.write('<p>one</p>')
  // The piece is taken in, and not yet given on.
  await Promise.resolve()
  await reading.cancel('gone')
  await expect(rest).rejects.toThrow('It ended')
  await new Promise((resolve) => {
    setTimeout(resolve, 2)
  })
  expect(page.cancelled).toEqual(['gone'])
  expect(rejected).not.toHaveBeenCalled()
  process.off('unhandledRejection', rejected)
})

it('a rendering that fails, fails for its reader', async () => {
  const page = openPage()
  const reading = read(withState(page.html, connected()))
  page.write('<p>shell</p>')
  await reading.to('</p>')
  page.fail(new Error('no'))
  await expect(reading.to('never')).rejects.toThrow('no')
})
