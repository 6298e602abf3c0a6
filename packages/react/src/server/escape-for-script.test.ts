import { expect, it } from 'vitest'
import { escapeForScript } from './escape-for-script.ts'

it.each([
  '</script><script>alert(1)</script>',
  '<!-- <script>',
  ']]> &amp; &lt;',
  'one\u2028two\u2029three',
  '\\u003c \\ " \' ` ${1}',
  '\u{1f600} \ud800',
])('%j stays what it is, and holds nothing that means something to HTML or ends a line', (text) => {
  const escaped = escapeForScript(JSON.stringify({ text }))
  expect(escaped).toMatch(/^[^<>&\u2028\u2029\n\r]*$/)
  expect(JSON.parse(escaped)).toEqual({ text })
})

it('JSON that needs no escaping is left as it is', () => {
  const json = '{"etagged":1,"responses":[{"status":200}]}'
  expect(escapeForScript(json)).toBe(json)
})
