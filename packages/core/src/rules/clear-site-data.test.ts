import { describe, expect, it } from 'vitest'
import { asksToClear } from './clear-site-data.ts'

const secure = 'https://api.test/auth/logout'

describe('the header field: a list of quoted strings', () => {
  it.each([
    { value: '"cache"', asks: true },
    { value: '"storage"', asks: true },
    { value: '"*"', asks: true },
    { value: '"cache", "storage"', asks: true },
    { value: '"cookies" ,\t"storage"', asks: true },
    { value: '"unheard-of", "cache"', asks: true },
    { value: ',, "cache",', asks: true },
    { value: '', asks: false },
    { value: '"cookies"', asks: false },
    { value: '"executionContexts", "clientHints"', asks: false },
    { value: 'cache', asks: false },
    { value: '*', asks: false },
    { value: "'cache'", asks: false },
    { value: '"Cache"', asks: false },
    { value: '"cache, storage"', asks: false },
    { value: '"cache', asks: false },
    { value: '" cache"', asks: false },
  ])('$value: $asks', ({ value, asks }) => {
    expect(asksToClear(secure, value)).toBe(asks)
  })
})

describe('only a potentially trustworthy URL is heeded', () => {
  it.each([
    { url: secure, asks: true },
    { url: 'http://localhost:3000/logout', asks: true },
    { url: 'http://app.localhost/logout', asks: true },
    { url: 'http://127.0.0.1/logout', asks: true },
    { url: 'http://127.1.2.3:8080/logout', asks: true },
    { url: 'http://[::1]/logout', asks: true },
    { url: 'http://api.test/logout', asks: false },
    { url: 'http://localhost.evil.test/', asks: false },
    { url: 'http://notlocalhost/', asks: false },
    { url: 'http://127.0.0.1.evil.test/', asks: false },
    { url: 'http://192.168.0.1/', asks: false },
    { url: 'data:text/plain,', asks: false },
    { url: '', asks: false },
  ])('$url: $asks', ({ url, asks }) => {
    expect(asksToClear(url, '"cache"')).toBe(asks)
  })
})
