import { createElement } from 'react'
import { expect, it } from 'vitest'
import { openOrigin } from '../origin-in-page.test-fixture.ts'
import { ManyItems, stream, STREAMED, Whole } from './streaming.test-fixture.tsx'
import { until } from './as-in-a-page.test-fixture.ts'

const SCRIPT = /<script[^>]*>\(self\.__etagged\?\?=\[\]\)\.push\((.*?)\)<\/script>/g

const many = Array.from({ length: 1000 }, (_, id) => ({ id, name: `number ${id} <&> é` }))
const origin = openOrigin(STREAMED)

/** The paths of the responses that a piece of the page tells. */
function toldBy(text: string): string[] {
  return [...text.matchAll(SCRIPT)].flatMap(([, literal]) => {
    const state = JSON.parse(JSON.parse(literal ?? '') as string) as {
      readonly responses: readonly { readonly url: string }[]
    }
    return state.responses.map(({ url }) => new URL(url).pathname)
  })
}

it('a server has no window, and needs none: neither to import what it renders, nor to render it', async () => {
  expect('window' in globalThis || 'document' in globalThis).toBe(false)
  const { EtaggedProvider } = await import('../index.ts')
  expect(EtaggedProvider).toBeTypeOf('function')
  const page = await stream(origin, 'alice')
  expect(await page.rest()).toContain('of alice')
})

it('the shell is sent at once; each boundary comes after the responses that it was made of', async () => {
  origin.hold()
  const page = await stream(origin, 'alice')
  const shell = await page.next('</main>')
  expect(shell).toContain('waiting for the list')
  expect(toldBy(shell)).toEqual([])

  origin.hold()
  origin.release()
  const list = await page.next('$RC("B:0"')
  expect(toldBy(list)).toEqual(['/items'])
  expect(list.search(SCRIPT)).toBeLessThan(list.indexOf('of alice</p>'))
  expect(list).toContain('waiting for the detail')

  origin.release()
  const detail = await page.rest()
  expect(toldBy(detail)).toEqual(['/items/1'])
  expect(detail.search(SCRIPT)).toBeLessThan(detail.indexOf('$RC("B:1"'))
})

it('what was there before the page stands in its head, and every script has the nonce', async () => {
  const page = await stream(origin, 'alice', { content: createElement(Whole), nonce: 'bm9uY2U=' })
  const text = await page.rest()
  expect(toldBy(text)).toEqual(['/items', '/items/1'])
  const scripts = text.match(/<script[^>]*>/g) ?? []
  expect(scripts.length).toBeGreaterThan(2)
  expect(scripts.filter((tag) => !tag.startsWith('<script nonce="bm9uY2U="'))).toEqual([])
  expect(text.search(SCRIPT)).toBeLessThan(text.indexOf('</head>'))
})

it('without its scripts the page is, byte for byte, what React wrote, and none stands inside a tag', async () => {
  origin.change('/items', many)
  origin.hold()
  const page = await stream(origin, 'alice', { content: createElement(ManyItems) })
  const shell = await page.next('</main>')
  origin.release()
  const rest = await page.rest()
  expect(rest.length).toBeGreaterThan(50_000)
  expect(toldBy(rest)).toEqual(['/items'])
  expect(rest.search(SCRIPT)).toBe(0)
  expect(`${shell}${rest}`.replace(SCRIPT, '')).toBe(await page.ofReact)
  expect(shell).toMatch(/>$/)
})

it('a reader who takes his time gets the same page', async () => {
  origin.change('/items', many)
  const content = createElement(ManyItems)
  const [fast, slow] = [
    await stream(origin, 'alice', { content }),
    await stream(origin, 'alice', { content }),
  ]
  const expected = await fast.rest()
  let text = ''
  for (let piece = await slow.next(''); piece !== ''; piece = await slow.next('')) {
    text += piece
    let turns = 0
    await until(() => ++turns > 2)
  }
  expect(text.replaceAll(SCRIPT, 'STATE')).toBe(expected.replaceAll(SCRIPT, 'STATE'))
})

it('the pages of two users that are streamed at the same time never mix', async () => {
  const users = ['alice', 'bob', 'carol']
  const pages = await Promise.all(users.map((user) => stream(origin, user)))
  const texts = await Promise.all(pages.map((page) => page.rest()))
  const named = texts.map((text) => users.filter((user) => text.includes(user)))
  expect(named).toEqual([['alice'], ['bob'], ['carol']])
})
