import { describe, expect, it } from 'vitest'
import { referenceOf } from './safe-link.ts'

describe('A reference that a coin brings', () => {
  it.each([
    ['https://example.com/', 'https://example.com/', 'example.com'],
    [' http://www.example.com/a?b=c#d ', 'http://www.example.com/a?b=c#d', 'example.com/a'],
    ['HTTPS://EXAMPLE.com', 'https://example.com/', 'example.com'],
    ['https://exämple.com/', 'https://xn--exmple-cua.com/', 'xn--exmple-cua.com'],
  ])('is a link when it is an http(s) URL: %s', (written, href, label) => {
    expect(referenceOf(written)).toEqual({ kind: 'link', href, label })
  })

  it.each([
    ['javascript:alert(1)'],
    ['JaVaScRiPt:alert(1)'],
    ['java\nscript:alert(1)'],
    ['data:text/html,<script>alert(1)</script>'],
    ['blob:https://example.com/1'],
    ['ftp://example.com/'],
    ['//example.com/'],
    ['/coin/x'],
    ['example.com'],
    ['@example'],
    ['https://'],
    ['https://bank.example@evil.example/'],
    ['https://:secret@evil.example/'],
  ])('is only text when it is %j', (written) => {
    expect(referenceOf(written)).toMatchObject({ kind: 'text' })
  })

  it.each([[undefined], [''], ['  \n']])('is nothing when it is %j', (written) => {
    expect(referenceOf(written)).toBeUndefined()
  })

  it('is cut when it is long, between characters and never within one', () => {
    expect(referenceOf('🐸'.repeat(40))).toEqual({ kind: 'text', text: `${'🐸'.repeat(31)}…` })
    expect(referenceOf(`https://example.com/${'a'.repeat(40)}`)).toMatchObject({
      label: `example.com/${'a'.repeat(19)}…`,
    })
  })
})
