import { describe, expect, it, vi } from 'vitest'
import { baseAt } from './base.ts'

const PAGE = 'https://page.test/board/index.html'

describe('a base', () => {
  it.each([
    { base: '/api', url: 'https://page.test/api', covers: true },
    { base: '/api', url: 'https://page.test/api/coins?x=1', covers: true },
    { base: '/api/', url: 'https://page.test/api/coins', covers: true },
    { base: './api', url: 'https://page.test/board/api/coins', covers: true },
    { base: 'https://coins.test', url: 'https://coins.test/coins', covers: true },
    { base: '/api', url: 'https://page.test/apix', covers: false },
    { base: '/api', url: 'https://page.test/', covers: false },
    { base: '/api', url: 'https://page.test/x/api', covers: false },
    { base: '/api', url: 'https://page.test/api/../coins', covers: false },
    { base: '/api', url: 'http://page.test/api', covers: false },
    { base: '/api', url: 'https://page.test:8443/api', covers: false },
    { base: '/api', url: 'https://other.test/api', covers: false },
  ])('$base covers $url: $covers', ({ base, url, covers }) => {
    expect(baseAt(base, PAGE).covers(new URL(url))).toBe(covers)
  })

  it.each([
    { base: '/api', url: 'https://page.test/api/coins?a=%2F#f', within: '/coins?a=%2F#f' },
    { base: '/api/', url: 'https://page.test/api', within: '/' },
    { base: 'https://page.test', url: 'https://page.test/coins', within: '/coins' },
  ])('takes itself off $url', ({ base, url, within }) => {
    expect(baseAt(base, PAGE).within(new URL(url)).href).toBe(`https://page.test${within}`)
  })

  it('says what to do when there is no page to be relative to', () => {
    vi.stubGlobal('location', undefined)
    expect(() => baseAt('/api')).toThrow('Give an absolute URL')
  })
})
